/**
 * What the visitor keeps, from a page that has no form for it: which of its looks are saved stands on the stage's element, with the
 * token that the server wants to see again.
 */
export class Keeping {
  private readonly root = document.getElementById('stage') as HTMLElement;
  private readonly kept = new Set((this.root.dataset.saved ?? '').split(' ').filter(Boolean));

  has(look: string): boolean {
    return this.kept.has(look);
  }

  /** Saves a look, or no longer; resolves with whether it is saved now. What did not reach the server changes nothing. */
  async keep(look: string, wanted: boolean, language: string): Promise<boolean> {
    if (this.has(look) === wanted) return wanted;
    try {
      const answer = await fetch(`/${language}/looks/${encodeURIComponent(look)}/save/`, {
        method: 'POST',
        headers: { Accept: 'application/json', 'X-CSRFToken': this.root.dataset.token ?? '' },
      });
      if (!answer.ok) throw new Error(`saving ${look} was answered with ${answer.status}`);
      const { saved, count } = (await answer.json()) as { saved: boolean; count: number };
      if (saved) this.kept.add(look);
      else this.kept.delete(look);
      for (const place of document.querySelectorAll('[data-count="saved"]')) place.textContent = count ? String(count) : '';
    } catch (error) {
      console.warn(error);
    }
    this.root.dataset.saved = [...this.kept].join(' ');
    return this.has(look);
  }
}

/** Times are sent in UTC, which is true everywhere; here they become the reader's own clock. */
export function localTimes(now = new Date(), language = document.documentElement.lang): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) time.textContent = localTime(at, now, language, time.dataset.local === 'both');
  }
}

/** The hour, and the day too when it is not today (or when `both` is asked for). */
export function localTime(at: Date, now: Date, language: string, both = false, timeZone?: string): string {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone });
  const today = day.format(at) === day.format(now);
  const options: Intl.DateTimeFormatOptions =
    today && !both
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }
      : { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone };
  return new Intl.DateTimeFormat(language, options).format(at);
}

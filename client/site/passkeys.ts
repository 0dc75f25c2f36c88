/** Passkeys: the form's options go to the browser, what it answers goes back in the form. */

type Asked = { publicKey: Record<string, unknown> };

const asked = async (form: HTMLFormElement): Promise<Asked> => {
  const written = form.querySelector('script[type="application/json"]')?.textContent;
  if (written) return JSON.parse(written) as Asked;
  const answer = await fetch(form.dataset.ask ?? form.action, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(String(answer.status));
  return ((await answer.json()) as { request_options: Asked }).request_options;
};

async function used(form: HTMLFormElement): Promise<PublicKeyCredential | null> {
  const { publicKey } = await asked(form);
  if (form.dataset.passkey === 'get') {
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey as unknown as PublicKeyCredentialRequestOptionsJSON);
    return (await navigator.credentials.get({ publicKey: options })) as PublicKeyCredential | null;
  }
  const options = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey as unknown as PublicKeyCredentialCreationOptionsJSON);
  if (form.querySelector<HTMLInputElement>('[name=passwordless]')?.checked)
    options.authenticatorSelection = { residentKey: 'required', requireResidentKey: true, userVerification: 'required' };
  return (await navigator.credentials.create({ publicKey: options })) as PublicKeyCredential | null;
}

/** Forms with data-passkey "get" or "create"; where a browser knows no passkeys those to sign in with stay hidden. */
export function passkeyForms(): void {
  if (!('PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential)) return;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false;
    const said = form.querySelector<HTMLElement>('.error[hidden]');
    form.querySelector('button')?.addEventListener('click', () => {
      if (said) said.hidden = true;
      used(form)
        .then((credential) => {
          if (!credential) return;
          form.querySelector<HTMLInputElement>('[name=credential]')!.value = JSON.stringify(credential);
          form.submit();
        })
        .catch(() => {
          if (said) said.hidden = false;
        });
    });
  }
}

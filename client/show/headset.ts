import { iconButton } from '../common/icons';
import type { Say } from '../common/words';
import { whenSupported } from '../stage/xr/support';
import { Evening } from './evening';
import type { Player } from './player';
import type { Screen } from './screen';

/** What a headset adds to the show page; `visit` is for tests and scripts of the house. */
export interface Headset {
  readonly button: HTMLButtonElement;
  visit: import('../stage/xr').Visit | null;
}

/** A seat in the hall for whoever has a headset: the button is there only then. Leaving it, the page goes on where the show is. */
export function headset(say: Say, player: Player, screen: Screen, clap: () => void): Headset {
  const button = iconButton('headset', say('seat'), () => void enter());
  const offer: Headset = { button, visit: null };
  button.classList.add('fr-headset');
  button.hidden = true;
  let parts: Promise<typeof import('../stage/xr')> | undefined;
  whenSupported('immersive-vr', (can) => {
    button.hidden = !can;
    if (can) parts ??= import('../stage/xr'); // a session must be asked for within the press, so nothing may have to be fetched then
  });

  const enter = async (): Promise<void> => {
    if (offer.visit || !parts || !navigator.xr) return;
    const asked = navigator.xr.requestSession('immersive-vr', { requiredFeatures: ['local-floor'], optionalFeatures: ['hand-tracking'] });
    button.setAttribute('aria-busy', 'true');
    try {
      const [session, { Visit }] = await Promise.all([asked, parts]);
      offer.visit = new Visit(new Evening(say, player, screen, clap));
      player.drive(true);
      await screen.stage.immerse(session, offer.visit);
    } catch (error) {
      console.error(error);
    } finally {
      button.removeAttribute('aria-busy');
      player.drive(false);
      offer.visit = null;
      player.changed();
      button.focus({ preventScroll: true });
    }
  };
  return offer;
}

import { Color, type IUniform } from 'three';
import { PALETTE, ROOM, shine } from './palette';

/** What every model's material shares: how glossy this camera lets things be, and the light behind the portal. */
export interface ModelUniforms {
  readonly uGloss: IUniform<number>;
  readonly uPortal: IUniform<Color>;
  readonly uThreshold: IUniform<number>;
  /** 1: cloth is coloured by how tight it is, 2: by how far it is stretched. */
  readonly uChart: IUniform<number>;
}

/** In the studio nobody stands behind a portal: its threshold is far away. */
export function modelUniforms(inHall: boolean): ModelUniforms {
  return {
    uGloss: { value: 1 },
    uPortal: { value: inHall ? shine(PALETTE.portal, PALETTE.ribbonLevel * 0.42) : new Color() },
    uThreshold: { value: inHall ? ROOM.portal + 1.25 : -1e4 },
    uChart: { value: 0 },
  };
}

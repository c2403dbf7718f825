// All drawings by their word: dishes and goods. Fetched after the screen stands.
import { dishDrawings } from './dishes';
import { goodsDrawings } from './goods';

export const sheet: Readonly<Record<string, readonly [tint: string, body: string]>> = {
  ...dishDrawings,
  ...goodsDrawings,
};

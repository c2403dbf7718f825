// All drawings by their word: dishes and goods, and which of them stands for a product. Fetched
// after the screen stands.
import { dishDrawings } from './dishes';
import { goodsDrawings } from './goods';

export { drawingFor } from './choose';

export const sheet: Readonly<Record<string, readonly [tint: string, body: string]>> = {
  ...dishDrawings,
  ...goodsDrawings,
};

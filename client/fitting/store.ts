import { deleteDB, openDB } from 'idb';

const NAME = 'frontrow-fitting';
const [SHELF, MINE] = ['measures', 'mine'];

/** What a visitor wrote into the form, as she wrote it. */
export type Written = Readonly<Record<string, string>>;

const open = () => openDB(NAME, 1, { upgrade: (db) => void db.createObjectStore(SHELF) });

/** What was kept on this device; null for nothing, or where nothing may be kept. */
export async function recall(): Promise<Written | null> {
  try {
    const db = await open();
    const kept: unknown = await db.get(SHELF, MINE);
    db.close();
    return typeof kept === 'object' && kept !== null ? (kept as Written) : null;
  } catch {
    return null;
  }
}

export async function remember(written: Written): Promise<void> {
  try {
    const db = await open();
    await db.put(SHELF, written, MINE);
    db.close();
  } catch {
    // a private window keeps nothing: the room works without
  }
}

export async function forget(): Promise<void> {
  try {
    await deleteDB(NAME);
  } catch {
    // nothing could be kept either
  }
}

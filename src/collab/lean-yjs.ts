interface Passage {
  readonly was: string
  readonly is: string
}

/**
 * Passages of Yjs that make things which are nearly always thrown away, or never used, for each of the hundred thousand pieces of a journey
 * with ten thousand cards. What is left out is made when it is needed.
 */
const PASSAGES: readonly Passage[] = [
  // A list that grows as it is read is given room for seventeen; nearly all of these hold one.
  {
    was: `const cs = [];
  for (let i = 0; i < len; i++) {
    cs.push(decoder.readAny());`,
    is: `const cs = len > 0 ? [decoder.readAny()] : [];
  for (let i = 1; i < len; i++) {
    cs.push(decoder.readAny());`,
  },
  // Two sets for each piece that stands first, of what it may be in conflict with: mostly there is nothing there.
  {
    was: `        const conflictingItems = new Set();`,
    is: `        const isAlone = o === null || o === this.right;
        const conflictingItems = isAlone ? null : new Set();`,
  },
  {
    was: `        const itemsBeforeOrigin = new Set();`,
    is: `        const itemsBeforeOrigin = isAlone ? null : new Set();`,
  },
  // Two lists of listeners for each record and each text: nobody listens but to the roots.
  { was: `    this._eH = createEventHandler();`, is: `    this._eH = NO_LISTENERS;` },
  { was: `    this._dEH = createEventHandler();`, is: `    this._dEH = NO_LISTENERS;` },
  {
    was: `    addEventHandlerListener(this._eH, f);`,
    is: `    if (this._eH === NO_LISTENERS) this._eH = createEventHandler();
    addEventHandlerListener(this._eH, f);`,
  },
  {
    was: `    addEventHandlerListener(this._dEH, f);`,
    is: `    if (this._dEH === NO_LISTENERS) this._dEH = createEventHandler();
    addEventHandlerListener(this._dEH, f);`,
  },
  {
    was: `const createEventHandler = () => new EventHandler();`,
    is: `const createEventHandler = () => new EventHandler();
const NO_LISTENERS = createEventHandler();`,
  },
  {
    was: `    removeEventHandlerListener(this._eH, f);`,
    is: `    if (this._eH !== NO_LISTENERS) removeEventHandlerListener(this._eH, f);`,
  },
  {
    was: `    removeEventHandlerListener(this._dEH, f);`,
    is: `    if (this._dEH !== NO_LISTENERS) removeEventHandlerListener(this._dEH, f);`,
  },
  // A map of attributes for each text, which has none.
  {
    was: `class AbstractType {`,
    is: `const NO_KEYS = new Map();
class AbstractType {`,
  },
  {
    was: `    this._map = new Map();
    /**`,
    is: `    this._map = NO_KEYS;
    /**`,
  },
  {
    was: `        /** @type {AbstractType<any>} */ (this.parent)._map.set(this.parentSub, this);`,
    is: `        if (this.parent._map === NO_KEYS) this.parent._map = new Map();
        this.parent._map.set(this.parentSub, this);`,
  },
  // A name of the record that each of its fields belongs to, and a search for it: those before and after mostly belong to the same.
  {
    was: `(decoder.readParentInfo() ? doc.get(decoder.readString()) : decoder.readLeftID())`,
    is: `(decoder.readParentInfo() ? doc.get(decoder.readString()) : (parentID = sameID(parentID, decoder.readLeftID())))`,
  },
  {
    was: `const readClientsStructRefs = (decoder, doc) => {`,
    is: `const sameID = (before, id) => before !== null && before.clock === id.clock && before.client === id.client ? before : id;
const readClientsStructRefs = (decoder, doc) => {
  let parentID = null;`,
  },
  // And a search for that record, which mostly is the one that was found for the field before.
  {
    was: `      const parentItem = getItem(store, this.parent);`,
    is: `      if (this.parent !== foundID) {
        foundID = this.parent;
        foundItem = getItem(store, foundID);
      }
      const parentItem = foundItem;`,
  },
  {
    was: `class Item extends AbstractStruct {`,
    is: `let foundID = null;
let foundItem = null;
class Item extends AbstractStruct {`,
  },
  {
    was: `    const restStructs = integrateStructs(transaction, store, ss);`,
    is: `    const restStructs = integrateStructs(transaction, store, ss);
    foundID = null;
    foundItem = null;`,
  },
  // A map for what one writes into a record before it is in a document: what is read from one brings its own.
  { was: `const readYMap = _decoder => new YMap();`, is: `const readYMap = _decoder => new YMap(NO_KEYS);` },
  {
    was: `      this._prelimContent = new Map(entries);`,
    is: `      this._prelimContent = entries === NO_KEYS ? NO_KEYS : new Map(entries);`,
  },
]

/** The code of Yjs without those passages. */
export const leanYjs = (code: string): string => without(PASSAGES, code)

/**
 * What lib0 says when bytes end too early, made when it says so. An error that is made while a file is run has the browser read the whole file once more,
 * to know on which lines it stands: of the journey's page that takes as long as to run it.
 */
const ERRORS: readonly Passage[] = [
  {
    was: `const errorUnexpectedEndOfArray = error.create(`,
    is: `const errorUnexpectedEndOfArray = () => error.create(`,
  },
  { was: `const errorIntegerOutOfRange = error.create(`, is: `const errorIntegerOutOfRange = () => error.create(` },
  { was: `throw errorUnexpectedEndOfArray`, is: `throw errorUnexpectedEndOfArray()` },
  { was: `throw errorIntegerOutOfRange`, is: `throw errorIntegerOutOfRange()` },
]

/** The code of `lib0/decoding` without errors of its own that nobody has made yet. */
export const leanDecoding = (code: string): string => without(ERRORS, code)

/** What `offline-copy.ts` has heard until the copy is open is written into it, instead of all that the document holds. */
const FIRST_WRITING: readonly Passage[] = [
  {
    was: `const beforeApplyUpdatesCallback = (updatesStore) => idb.addAutoKey(updatesStore, Y.encodeStateAsUpdate(doc))`,
    is: `const beforeApplyUpdatesCallback = (updatesStore) => {
        for (const update of this.heard ?? [Y.encodeStateAsUpdate(doc)]) idb.addAutoKey(updatesStore, update)
        this.heard = undefined
      }`,
  },
]

/** The code of y-indexeddb with that. */
export const leanOfflineCopy = (code: string): string => without(FIRST_WRITING, code)

/** Throws when one is not there: the code has changed, and what stands here has to be looked at again. */
const without = (passages: readonly Passage[], code: string): string =>
  passages.reduce((before, { was, is }) => {
    if (!before.includes(was)) throw new Error(`Yjs is written in another way now: ${was}`)
    return before.replaceAll(was, () => is)
  }, code)

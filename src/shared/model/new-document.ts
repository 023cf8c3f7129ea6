import * as Y from 'yjs'

/** An empty document, to be filled by sync or from the offline copy. Made here so that what joins editor and collab needs no Yjs. */
export const newJourneyDocument = (): Y.Doc => new Y.Doc()

import * as Y from 'yjs'
import { ORIGINS, transact } from '#shared/model/origins.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'

/** Replaces the journey's title. */
export function renameDocument(doc: Y.Doc, title: string): void {
  transact(doc, ORIGINS.local, () => {
    const info = doc.getMap(JOURNEY_ROOT)
    const text = info.get('title')
    if (!(text instanceof Y.Text)) {
      info.set('title', new Y.Text(title))
      return
    }
    text.delete(0, text.length)
    text.insert(0, title)
  })
}

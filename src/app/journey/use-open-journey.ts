import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { canEdit, type Role } from '#shared/contract/roles.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { parseQuickly } from '#shared/model/fields-in-use.ts'
import { newJourneyDocument } from '#shared/model/new-document.ts'
import { quickParse } from '#shared/model/quick-parse.ts'
import { takeSocket } from '#src/collab/held-socket.ts'
import { openOfflineCopy } from '#src/collab/offline-copy.ts'
import { type Collaboration, openCollaboration } from '#src/collab/open-collaboration.ts'
import { shareBoxes } from '#src/collab/share-boxes.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { noteSentLater } from './note-sent-later.ts'

shareBoxes()
parseQuickly(quickParse)

/** A journey that is open in this tab: one document, joined by its editor and its collaboration. */
export interface OpenJourney {
  readonly collaboration: Collaboration
  readonly editor: Editor
}

/** Whoever is told to begin anew sooner than this is shown why instead. */
const ANEW_PAUSE_MS = 2 * SECOND_MS

/**
 * Opens a journey while the component is shown; `null` in the moment before. `listedRole` is what the list said; the server's greeting
 * has the last word. Who may edit from now on gets an editor on the same document. Who may not any more starts anew: what they typed
 * and the server did not take would stay in view as if it counted. Nor does anybody whose copy is not of what they may see now.
 */
export function useOpenJourney(journeyId: string, listedRole: Role): OpenJourney | null {
  // A store, because what is in it lives outside of React and comes and goes with the effect.
  const [store] = useState(() => createStore<{ readonly open: OpenJourney | null }>(() => ({ open: null })))
  const [anew, setAnew] = useState<{ readonly as: Role | null; readonly at: number } | null>(null)
  useEffect(() => {
    const role = anew?.as ?? listedRole
    const doc = newJourneyDocument()
    const openSocket = (address: string): WebSocket => takeSocket(journeyId) ?? new WebSocket(address)
    const collaboration = openCollaboration({ journeyId, doc, openOfflineCopy, openSocket })
    let editor = createEditor(doc, { canEdit: canEdit(role) })
    store.setState({ open: { collaboration, editor } })
    const stop = onRole(collaboration.connection, (greetedRole) => {
      if (canEdit(greetedRole) === editor.canEdit) return
      if (editor.canEdit) {
        setAnew({ as: greetedRole, at: Date.now() })
        return
      }
      editor.close()
      editor = createEditor(doc, { canEdit: true })
      store.setState({ open: { collaboration, editor } })
    })
    const sent = noteSentLater(journeyId)
    const stopNoting = collaboration.connection.subscribe(({ saved }, before) => {
      if (saved !== before.saved && saved !== 'read-only') sent.note(saved === 'saved')
    })
    const stopWatching = collaboration.connection.subscribe(({ refusal }) => {
      // Once in a while it happens; right after a new beginning it would happen for ever.
      const isSoon = anew !== null && Date.now() - anew.at < ANEW_PAUSE_MS
      if (refusal === 'copy-outdated' && !isSoon) setAnew({ as: null, at: Date.now() })
    })
    return () => {
      stop()
      stopWatching()
      stopNoting()
      sent.end()
      editor.close()
      // What could not be closed cleanly (the browser's storage went away) has nobody left to hear of it.
      void collaboration.close().finally(() => doc.destroy())
      store.setState({ open: null })
    }
  }, [journeyId, listedRole, anew, store])
  return useStore(store, (state) => state.open)
}

const onRole = <State extends { readonly role: Role | null }>(
  connection: StoreApi<State>,
  listener: (role: Role) => void,
): (() => void) =>
  connection.subscribe(({ role }, before) => {
    if (role !== null && role !== before.role) listener(role)
  })

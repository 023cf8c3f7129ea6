import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addCard } from '#shared/model/commands/add-card.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { SCHEMA_VERSION } from '#shared/model/migrations.ts'
import { DocumentNotice } from '#src/app/journey/DocumentNotice.tsx'
import { createEditor } from '#src/editor/editor.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

/** What a later version may have written: a kind of card that we do not know, a field, a kind of record, a broken reference. */
function fromTomorrow() {
  const { me, small } = openSmallJourney()
  const { doc } = me
  const hologram = new Y.Map<unknown>(
    Object.entries({ kind: 'hologram', place: { kind: 'orbit', angle: 4 }, title: new Y.Text('Floats') }),
  )
  doc.getMap('cards').set('hologram', hologram)
  const known = doc.getMap('cards').get(small.cards[0]) as Y.Map<unknown>
  known.set('smell', { of: 'petrol' })
  doc.getMap('planets').set('mars', new Y.Map(Object.entries({ title: 'Mars' })))
  const lost = new Y.Map<unknown>(
    Object.entries({
      kind: 'note',
      place: { kind: 'cell', stepId: 'nowhere', laneId: 'nowhere', order: 'a0' },
      title: new Y.Text('Lost'),
      details: new Y.Text(),
      personaIds: [],
      evidence: 'assumption',
    }),
  )
  doc.getMap('cards').set('lost', lost)
  return { doc, small, editor: createEditor(doc, { canEdit: true }) }
}

describe('a document with records of a newer version', () => {
  it('opens, can be edited, says what it does not show, and keeps all of it', async () => {
    const { doc, small, editor } = fromTomorrow()
    renderInJourney(editor, <DocumentNotice />)
    expect(screen.getByRole('status')).toHaveTextContent('1 thing in this journey cannot be shown')
    await userEvent.click(screen.getByRole('button', { name: 'Show which' }))
    expect(await screen.findByText(/Card hologram/)).toBeVisible()
    // What only refers to nothing is no fault: it waits in the tray.
    expect(editor.getSnapshot().cards.has('lost' as never)).toBe(true)

    act(() => {
      editor.run(editText, { root: 'cards', id: small.cards[0], field: 'title', index: 0, remove: 0, insert: 'Now: ' })
      editor.run(addCard, { stepId: small.steps[0], laneId: small.lanes.note, title: 'New' })
      editor.undo()
    })
    const saved = new Y.Doc()
    Y.applyUpdate(saved, Y.encodeStateAsUpdate(doc))
    expect(saved.getMap('cards').toJSON()).toMatchObject({
      hologram: { kind: 'hologram', place: { kind: 'orbit', angle: 4 }, title: 'Floats' },
      [small.cards[0]]: { smell: { of: 'petrol' } },
      lost: { title: 'Lost', place: { stepId: 'nowhere' } },
    })
    expect(saved.getMap('planets').toJSON()).toEqual({ mars: { title: 'Mars' } })
  })

  it('that a newer version changed as a whole can be read, not changed, and says why', async () => {
    const { editor, doc, small } = fromTomorrow()
    renderInJourney(editor, <DocumentNotice />)
    act(() => void doc.getMap('journey').set('schemaVersion', SCHEMA_VERSION + 1))
    const before = Y.encodeStateAsUpdate(doc)
    expect(editor.run(addCard, { stepId: small.steps[0], laneId: small.lanes.note, title: 'New' })).toMatchObject({
      ok: false,
      reason: 'newer-version',
    })
    expect(editor.undo()).toMatchObject({ ok: false })
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    expect(await screen.findByText(/changed with a newer version/)).toBeVisible()
  })

  it('is silent when all is well', () => {
    renderInJourney(openSmallJourney().editor, <DocumentNotice />)
    expect(screen.queryByRole('status')).toBeNull()
  })
})

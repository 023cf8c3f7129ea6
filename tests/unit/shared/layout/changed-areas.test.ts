import { describe, expect, it } from 'vitest'
import { changedAreas } from '#shared/layout/changed-areas.ts'
import { cardRect } from '#shared/layout/find.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { createEditor } from '#src/editor/editor.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

describe('changedAreas', () => {
  it('is around what changed in a cell, and with a row that grows all that lies below its lower edge', () => {
    const ana = createTestJourney().person('Ana')
    const { steps, lanes } = drawSmallJourney(ana)
    const editor = createEditor(ana.doc, { canEdit: true })
    const first = layoutOf(editor.getSnapshot())
    const add = (title: string) => {
      editor.run(addCard, { stepId: steps[0], laneId: lanes.note, kind: 'note', title })
      return editor.getSnapshot()
    }
    let before = first
    let areas = changedAreas(first, first)
    expect(areas).toEqual([])
    // What is added changes its own place, and nothing else until the row has to grow.
    for (let count = 0; count < 12; count++) {
      const after = layoutOf(add(`Card ${count}`), before)
      areas = changedAreas(before, after)
      const row = after.rowOfLane.get(lanes.note)
      const [added] = after.cells.get(lanes.note)?.get(steps[0])?.items.slice(-1) ?? []
      const place = added && cardRect(after, added.card.id)
      if (!row || !place) throw new Error('the card is there')
      const from = row.y + (before.rowOfLane.get(lanes.note)?.height ?? 0)
      const hasGrown = before.height !== after.height
      expect(areas).toEqual([
        place,
        ...(hasGrown ? [{ x: 0, y: from, width: after.width, height: after.height - from }] : []),
      ])
      expect(changedAreas(before, after, () => false)).toHaveLength(hasGrown ? 1 : 0)
      before = after
    }
    expect(before.height).toBeGreaterThan(first.height)
    editor.close()
  })

  it('is not known when lanes come', () => {
    const ana = createTestJourney().person('Ana')
    drawSmallJourney(ana)
    const editor = createEditor(ana.doc, { canEdit: true })
    const before = layoutOf(editor.getSnapshot())
    editor.run(addLane, { kind: 'note', title: 'More' })
    expect(changedAreas(before, layoutOf(editor.getSnapshot(), before))).toBeNull()
    editor.close()
  })
})

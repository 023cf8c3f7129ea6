import { describe, expect, it } from 'vitest'
import { changedAreas } from '#shared/layout/changed-areas.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addLane } from '#shared/model/commands/add-lane.ts'
import { createEditor } from '#src/editor/editor.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

describe('changedAreas', () => {
  it('is a cell, and with a row that grows all that lies below its upper edge', () => {
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
    // Until the row has to grow, what is added changes the cell alone.
    for (let count = 0; count < 12; count++) {
      const after = layoutOf(add(`Card ${count}`), before)
      areas = changedAreas(before, after)
      const row = after.rowOfLane.get(lanes.note)
      const column = after.columnOfStep.get(steps[0])
      if (!row || !column) throw new Error('the cell is there')
      const hasGrown = before.height !== after.height
      expect(areas).toEqual([
        hasGrown
          ? { x: 0, y: row.y, width: after.width, height: after.height - row.y }
          : { x: column.x, y: row.y, width: column.width, height: row.height },
      ])
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

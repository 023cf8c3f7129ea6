import { describe, expect, test } from 'vitest'
import { cardTable, tableToHtml, tableToTsv } from '#src/editor/clipboard-table.ts'
import { rowsOfPastedText } from '#src/editor/pasted-text.ts'
import { freeCard, gridSnapshot } from '#tests/support/canvas-journey.ts'

const snapshot = gridSnapshot({
  stages: [3],
  lanes: ['action', 'thought', 'note'],
  cards: (step, lane) => {
    if (step === 0 && lane === 0) return [{ title: 'looks' }, { title: 'says "hm"' }]
    if (step === 2 && lane === 1) return [{ title: '<b>why</b>' }]
    return step === 0 && lane === 2 ? [{ ...freeCard(0, 0), title: 'beside' }] : []
  },
})
const cards = [...snapshot.cards.values()]

describe('cards as a table', () => {
  const table = cardTable(snapshot, cards)
  test('stand as in the grid, free ones below', () => {
    expect(table).toEqual([[['looks', 'says "hm"'], [], []], [[], [], ['<b>why</b>']], [['beside']]])
  })
  test('are a block that spreadsheets and we ourselves read back', () => {
    const text = tableToTsv(table.slice(0, 2))
    expect(text).toBe('"looks\nsays ""hm"""\t\t\n\t\t<b>why</b>')
    expect(rowsOfPastedText(text)).toEqual([
      [['looks\nsays "hm"'], [''], ['']],
      [[''], [''], ['<b>why</b>']],
    ])
  })
  test('carry our own format and no markup of theirs', () => {
    const html = tableToHtml(table, '{"waymark":"cards"}')
    expect(html).toContain('data-waymark="{&quot;waymark&quot;:&quot;cards&quot;}"')
    expect(html).toContain('<td>&lt;b&gt;why&lt;/b&gt;</td>')
  })
})

const place = { item: { client: 1, clock: 0 }, assoc: 0 }
const caret = { root: 'cards', id: 'a', field: 'title', range: { anchor: place, head: place } }
const range = (nasty: unknown) => ({ caret: { ...caret, range: { anchor: nasty, head: place } } })

/** What a broken or hostile client may put into one part of its awareness state; each by a name for the test's title. */
export const NASTY_PRESENCE: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['a cursor that is a word', { cursor: 'here' }],
  ['a cursor that is no number', { cursor: { x: Number.NaN, y: 0 } }],
  ['a cursor without end', { cursor: { x: Infinity, y: 0 } }],
  ['a cursor far away', { cursor: { x: 1e300, y: 0 } }],
  ['a cursor of half a point', { cursor: { x: 1 } }],
  ['a cursor of markup', { cursor: { x: '<img src=x onerror=alert(1)>', y: 0 } }],
  ['a selection that is no list', { selection: { length: 5 } }],
  ['a selection of objects', { selection: [{}, null, 7] }],
  ['a selection of everything', { selection: Array.from({ length: 100_000 }, (_, index) => `card-${index}`) }],
  ['a selection of a huge id', { selection: ['x'.repeat(1_000_000)] }],
  ['a drag of nothing', { drag: {} }],
  ['a drag to nowhere', { drag: { ids: ['a'], dx: Number.NaN, dy: 0 } }],
  ['a drag that never ends', { drag: { ids: ['a'], dx: 0, dy: -Infinity } }],
  ['a drag of too much', { drag: { ids: Array.from({ length: 501 }, String), dx: 0, dy: 0 } }],
  ['a link from nothing', { connecting: { toId: 'a', at: { x: 0, y: 0 } } }],
  ['a link to nowhere', { connecting: { fromId: 'a', toId: null } }],
  ['a link beyond all numbers', { connecting: { fromId: 'a', toId: null, at: { x: 1e300, y: 0 } } }],
  ['a link of a huge id', { connecting: { fromId: 'x'.repeat(1_000_000), toId: null, at: { x: 0, y: 0 } } }],
  ['editing a number', { editing: 7 }],
  ['editing a huge id', { editing: 'x'.repeat(1_000_000) }],
  ['a caret that is a number', { caret: 4 }],
  ['a caret without a place', { caret: { root: 'cards', id: 'a', field: 'title' } }],
  ['a caret in a huge field', { caret: { ...caret, field: 'x'.repeat(1_000_000) } }],
  ['a caret at no place', range({})],
  ['a caret at nothing', range({ item: null, type: null, assoc: 0 })],
  ['a caret at a named root only', range({ tname: 'cards', assoc: 0 })],
  ['a caret at half an id', range({ item: { client: 1 } })],
  ['a caret before the beginning', range({ item: { client: 1, clock: -5 } })],
  ['a caret at no number', range({ item: { client: 1, clock: Number.NaN } })],
  ['a caret at a fraction', range({ item: { client: 1.5, clock: 0 } })],
  ['a caret beyond all numbers', range({ type: { client: 1e300, clock: 0 } })],
  ['a caret by words', range({ item: { client: '1', clock: '0' } })],
]

import { describe, expect, it } from 'vitest'
import { foldText } from '#shared/lib/fold-text.ts'
import { marksOf, searchWordsOf } from '#shared/lib/search-words.ts'
import { titleKey } from '#shared/lib/title-key.ts'

describe('searchWordsOf', () => {
  it.each([
    ['Crème brûlée, ÉTÉ!', ['creme', 'brulee', 'ete']],
    ['Straße & self-service', ['strasse', 'self', 'service']],
    ['Ｆｕｌｌ width ﬁt', ['full', 'width', 'fit']],
    ['v2.10 10:30', ['v2', '10', '10', '30']],
    ['旅行者', ['旅行', '行者']],
    ['字', ['字']],
    ['किताब', ['किताब']],
    ['   …', []],
  ])('%s', (text, words) => {
    expect(searchWordsOf(text)).toEqual(words)
  })
})

describe('marksOf', () => {
  const marked = (text: string, query: string): string[] =>
    marksOf(text, searchWordsOf(query)).marks.map(([from, to]) => text.slice(from, to))

  it.each([
    ['The card is blocked', 'card', ['card']],
    ['The card is blocked', 'BLO', ['blo']],
    ['Un café crème', 'cafe', ['café']],
    ['Un cafe\u0301 crème', 'café', ['cafe\u0301']],
    ['Die Straße', 'stras', ['Straß']],
    ['discard', 'card', []],
    ['日本の旅行者', '旅行者', ['旅行者']],
    ['card carder', 'card carde', ['card', 'carde']],
    ['😀 card 😀', 'card', ['card']],
  ])('%s, looked for %s', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected)
  })

  it('tells how many of the words it found', () => {
    expect(marksOf('card blocked', ['card', 'block', 'phone']).found).toBe(2)
  })
})

it('puts titles in order as people do', () => {
  const titles = ['Map 10', 'map 2', 'Ärger', 'zebra', 'apfel']
  expect(titles.toSorted((a, b) => (titleKey(a) < titleKey(b) ? -1 : 1))).toEqual([
    'apfel',
    'Ärger',
    'map 2',
    'Map 10',
    'zebra',
  ])
  expect(foldText('Łódź')).toBe('lodz')
})

import { expect, test } from 'vitest'
import { mentionAt, type MentionPerson, mentionsIn, partsOf, peopleFor } from '#src/features/comments/mention-text.ts'

const person = (name: string, isHere = false): MentionPerson => ({ id: name, name, color: 0, isGuest: false, isHere })
const PEOPLE = [
  person('Ann'),
  person('Ann Lee'),
  person('José Silva', true),
  person('Bob'),
  { ...person('Bob'), id: 'b2' },
]

test('a name is begun by an @ that stands alone', () => {
  expect(mentionAt('Hi @an', 6)).toEqual({ at: 3, letters: 'an' })
  expect(mentionAt('@Ann L', 6)).toEqual({ at: 0, letters: 'Ann L' })
  expect(mentionAt('(@a', 3)).toEqual({ at: 1, letters: 'a' })
  for (const text of ['ann@example', 'Hi', '@ ann', 'Hi @an\nn', '@a  b'])
    expect(mentionAt(text, text.length)).toBeNull()
})

test('people are found by any word of their name, without accents, who is here first', () => {
  const names = (letters: string) => peopleFor(PEOPLE, letters).map(({ name }) => name)
  expect(names('an')).toEqual(['Ann', 'Ann Lee'])
  expect(names('jose')).toEqual(['José Silva'])
  expect(names('l')).toEqual(['Ann Lee'])
  expect(names('')[0]).toBe('José Silva')
})

test('a text names whom one chose, and whoever cannot be mixed up', () => {
  expect(mentionsIn('Hi @José Silva', [], PEOPLE)).toEqual([{ id: 'José Silva', name: 'José Silva' }])
  // Two have this name, so it is nobody's unless one was chosen; what was chosen and taken out again is not named.
  expect(mentionsIn('Hi @Bob', [], PEOPLE)).toEqual([])
  expect(
    mentionsIn(
      'Hi @Bob',
      [
        { id: 'b2', name: 'Bob' },
        { id: 'Ann', name: 'Ann' },
      ],
      PEOPLE,
    ),
  ).toEqual([{ id: 'b2', name: 'Bob' }])
})

test('links and mentions are found in plain text, and nothing else is made of it', () => {
  const mentions = [
    { id: '1', name: 'Ann' },
    { id: '2', name: 'Ann Lee' },
  ]
  expect(partsOf('@Ann Lee, see (https://a.example/x?y=1).', mentions)).toEqual([
    { kind: 'mention', text: '@Ann Lee', id: '2' },
    { kind: 'text', text: ', see (' },
    { kind: 'link', text: 'https://a.example/x?y=1', href: 'https://a.example/x?y=1' },
    { kind: 'text', text: ').' },
  ])
  for (const text of ['<b>no</b>', 'javascript:alert(1)', '@Ann'])
    expect(partsOf(text, [])).toEqual([{ kind: 'text', text }])
})

import { expect, test } from 'vitest'
import { cardSight, focusOf, isAside } from '#src/canvas/card-sight.ts'
import { toggleFilter } from '#src/editor/lens.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

test.each([
  [[], [], false],
  [['a'], [], false],
  [[], ['a'], false],
  [['a'], ['a'], false],
  [['b'], ['a'], true],
  [['a', 'b'], ['a'], false],
])('about %j while looking at %j: steps back is %s', (personaIds, focus, expected) => {
  expect(isAside(personaIds, new Set(focus))).toBe(expected)
})

test('personas that are gone stand for nobody', () => {
  const { editor } = openSmallJourney()
  const added = editor.run(addPersona, { name: 'Sarah' })
  if (!added.ok) throw new Error(added.reason)
  const { personaId } = added.value
  toggleFilter(editor.lens, 'personaIds', personaId)
  expect([...focusOf(editor, editor.getSnapshot())]).toEqual([personaId])
  editor.run(deleteElements, { ids: [personaId] })
  expect(focusOf(editor, editor.getSnapshot()).size).toBe(0)
  expect(cardSight(editor).of(firstCard(editor))).toBe('shown')
})

const firstCard = ({ getSnapshot }: ReturnType<typeof openSmallJourney>['editor']) => {
  const [card] = getSnapshot().cards.values()
  if (!card) throw new Error('No card')
  return card
}

test('cards that do not pass are dimmed or hidden, and their links with them; one that is edited is shown', () => {
  const { editor, small } = openSmallJourney()
  const linked = editor.run(addLink, { fromCardId: small.cards[0], toCardId: small.cards[2] })
  if (!linked.ok) throw new Error(linked.reason)
  const seen = () => {
    const { cards, links } = editor.getSnapshot()
    const link = links.get(linked.value.linkId)
    const sight = cardSight(editor)
    return [small.cards.map((id) => sight.of(cards.get(id) ?? firstCard(editor))), link && sight.ofLink(link)]
  }
  expect(seen()).toEqual([['shown', 'shown', 'shown'], 'shown'])
  toggleFilter(editor.lens, 'kinds', 'touchpoint')
  expect(seen()).toEqual([['shown', 'shown', 'dimmed'], 'dimmed'])
  editor.lens.setState({ others: 'hide' })
  expect(seen()).toEqual([['shown', 'shown', 'hidden'], 'hidden'])
  editor.startEditing(small.cards[2])
  expect(seen()).toEqual([['shown', 'shown', 'shown'], 'shown'])
})

test('what is hidden is let go of, so that nothing unseen is deleted', () => {
  const { editor, small } = openSmallJourney()
  editor.select([...small.cards, small.steps[0]])
  toggleFilter(editor.lens, 'kinds', 'thought')
  expect(editor.selection.getState().ids.size).toBe(4)
  editor.lens.setState({ others: 'hide' })
  expect([...editor.selection.getState().ids]).toEqual([small.cards[2], small.steps[0]])
})

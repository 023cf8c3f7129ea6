import { expect, test } from 'vitest'
import { cardSight, personaSight } from '#src/canvas/card-sight.ts'
import { toggleFilter } from '#src/editor/lens.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'

test('feelings of personas that are not asked for step back, or are hidden; those of everybody stay', () => {
  const { editor } = openSmallJourney()
  const [sarah, alex] = ['Sarah', 'Alex'].map((name) => {
    const added = editor.run(addPersona, { name })
    if (!added.ok) throw new Error(added.reason)
    return added.value.personaId
  }) as [PersonaId, PersonaId]
  const seen = () => [sarah, alex, null].map(personaSight(editor, editor.getSnapshot()))
  expect(seen()).toEqual(['shown', 'shown', 'shown'])
  toggleFilter(editor.lens, 'personaIds', sarah)
  expect(seen()).toEqual(['shown', 'dimmed', 'shown'])
  editor.lens.setState({ others: 'hide' })
  expect(seen()).toEqual(['shown', 'hidden', 'shown'])
  // Personas that are gone stand for nobody.
  editor.run(deleteElements, { ids: [sarah] })
  expect(seen()).toEqual(['shown', 'shown', 'shown'])
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

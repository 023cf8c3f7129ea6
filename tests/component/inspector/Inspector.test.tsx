import { act, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadStepLabels } from '#src/editor/step-labels.ts'
import { Inspector, type InspectorProps } from '#src/features/inspector/Inspector.tsx'
import { ScoreRow } from '#src/features/inspector/ScoreRow.tsx'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { setJourneyInfo } from '#shared/model/commands/set-journey-info.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import type { CardId, CardKind } from '#shared/model/records/card.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import { MembersContext, PeopleHereContext } from '#src/editor/owner-names.ts'
import { openSmallJourney, renderInJourney } from '#tests/support/editor-render.tsx'

beforeAll(loadStepLabels)

function open(props: InspectorProps = {}, options: { canEdit?: boolean } = {}) {
  const opened = openSmallJourney(options)
  const rendered = renderInJourney(opened.editor, <Inspector {...props} />)
  const select = (...ids: string[]) => act(() => opened.editor.select(ids))
  const card = (id: CardId) => opened.editor.getSnapshot().cards.get(id)
  const addFree = (kind: CardKind): CardId => {
    let id = ''
    act(() => {
      const added = opened.editor.run(addFreeCard, { kind, x: 0, y: 0, title: kind })
      if (added.ok) id = added.value.cardId
    })
    return id as CardId
  }
  return { ...opened, ...rendered, select, card, addFree }
}
const field = (name: string) => screen.getByRole('textbox', { name })

describe('the inspector', () => {
  it('shows the journey when nothing is selected', async () => {
    const { editor } = open()
    expect(screen.getByRole('heading', { name: 'Journey' })).toBeVisible()
    await userEvent.type(field('Title'), 'A car breaks down')
    expect(field('Scenario')).toBeVisible()
    await userEvent.click(screen.getByRole('radio', { name: 'As it is meant to be' }))
    expect(editor.getSnapshot().info).toEqual({
      title: 'A car breaks down',
      scenario: '',
      state: 'future',
    })
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull()
  })

  it('shows and changes a touchpoint', async () => {
    const { select, card, small, editor } = open()
    const [id] = small.cards
    select(id)
    expect(screen.getByRole('heading', { name: 'Touchpoint' })).toBeVisible()
    await userEvent.type(field('Title'), '!')
    await userEvent.click(screen.getByRole('button', { name: 'Choose' }))
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Advertisement' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Phone' }))
    await userEvent.keyboard('{Escape}')
    await userEvent.click(screen.getByRole('button', { name: 'Remove Phone' }))
    await userEvent.click(screen.getByRole('combobox', { name: 'Evidence' }))
    await userEvent.click(screen.getByRole('option', { name: 'Researched' }))
    expect(card(id)).toMatchObject({
      title: 'See an advert!',
      channels: ['ad'],
      evidence: 'researched',
    })
    act(() => void editor.undo())
    expect(card(id)?.evidence).toBe('assumption')
  })

  it('moves a card to another step without dragging', async () => {
    const { select, card, small } = open()
    select(small.cards[0])
    await userEvent.click(screen.getByRole('combobox', { name: 'Step' }))
    await userEvent.click(screen.getByRole('option', { name: /Compare/ }))
    expect(card(small.cards[0])?.place).toMatchObject({ stepId: small.steps[1], laneId: small.lanes.touchpoint })
    await userEvent.click(screen.getByRole('combobox', { name: 'Lane' }))
    await userEvent.click(screen.getByRole('option', { name: 'Notes' }))
    expect(card(small.cards[0])?.place).toMatchObject({ laneId: small.lanes.note })
  })

  it('scores an emotion on the named scale', async () => {
    const { select, card, addFree } = open()
    const id = addFree('emotion')
    select(id)
    expect(screen.getByText('Neutral (0)')).toBeVisible()
    const slider = screen.getByRole('slider', { name: 'Feeling' })
    fireEvent.change(slider, { target: { value: '1.5' } })
    expect(card(id)?.score).toBe(1.5)
    expect(screen.getByText('Very good (1.5)')).toBeVisible()
  })

  it('keeps the feeling where it was put until the journey answers', () => {
    const { editor } = openSmallJourney()
    const feeling = (score: number) => (
      <EditorContext value={editor}>
        <ScoreRow label="Feeling" value={{ isMixed: false, value: score }} onChange={() => {}} />
      </EditorContext>
    )
    const { rerender } = render(feeling(0))
    const slider = screen.getByRole('slider', { name: 'Feeling' })
    fireEvent.change(slider, { target: { value: '0.5' } })
    fireEvent.change(slider, { target: { value: '1' } })
    expect(slider).toHaveValue('1')
    rerender(feeling(0.5))
    expect(slider).toHaveValue('1')
    rerender(feeling(1))
    rerender(feeling(-2))
    expect(slider).toHaveValue('-2')
  })

  it('rates pain points and opportunities, and takes a rating away', async () => {
    const { select, card, addFree } = open()
    const pain = addFree('pain-point')
    select(pain)
    const severity = screen.getByRole('radiogroup', { name: 'Severity' })
    await userEvent.click(within(severity).getByRole('radio', { name: '4' }))
    expect(card(pain)?.severity).toBe(4)
    await userEvent.click(within(severity).getByRole('radio', { name: '–' }))
    expect(card(pain)).not.toHaveProperty('severity')
    const chance = addFree('opportunity')
    select(chance)
    await userEvent.click(within(screen.getByRole('radiogroup', { name: 'Impact' })).getByRole('radio', { name: '5' }))
    await userEvent.click(within(screen.getByRole('radiogroup', { name: 'Effort' })).getByRole('radio', { name: '1' }))
    await userEvent.click(screen.getByRole('combobox', { name: 'Status' }))
    await userEvent.click(screen.getByRole('option', { name: 'Planned' }))
    expect(card(chance)).toMatchObject({ impact: 5, effort: 1, status: 'planned' })
  })

  it('changes a free card’s size only to what is allowed', async () => {
    const { select, card, addFree } = open()
    const id = addFree('note')
    select(id)
    const width = screen.getByRole('spinbutton', { name: 'Width (px)' })
    await userEvent.clear(width)
    await userEvent.type(width, '5')
    expect(screen.getByRole('alert')).toHaveTextContent('From 8 to 4000')
    await userEvent.type(width, '00{Enter}')
    expect(card(id)?.place).toMatchObject({ width: 500, height: 140 })
  })

  it('says for whom a card is', async () => {
    const { select, card, small, editor } = open()
    act(() => {
      editor.run(addPersona, { name: 'Sarah' })
      editor.run(addPersona, { name: 'Alex' })
    })
    select(small.cards[0])
    expect(screen.getByText('(all personas)')).toBeVisible()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Alex' }))
    expect(card(small.cards[0])?.personaIds).toHaveLength(1)
  })

  it('shows stages, steps and lanes, and moves them without dragging', async () => {
    const { select, small, editor } = open()
    select(small.stages[1])
    await userEvent.click(screen.getByRole('button', { name: 'Move left' }))
    expect(stagesInOrder(editor.getSnapshot())[0]?.id).toBe(small.stages[1])
    expect(screen.getByRole('button', { name: 'Move left' })).toBeDisabled()
    select(small.steps[1])
    const width = screen.getByRole('spinbutton', { name: 'Width (px)' })
    await userEvent.clear(width)
    await userEvent.type(width, '300')
    await userEvent.tab()
    expect(editor.getSnapshot().steps.get(small.steps[1])?.width).toBe(300)
    select(small.lanes.note)
    await userEvent.click(screen.getByRole('button', { name: 'Move up' }))
    await userEvent.type(field('Title'), ' of ours')
    expect(editor.getSnapshot().lanes.get(small.lanes.note)?.title).toBe('Notes of ours')
  })

  it('sets the window of a link between touchpoints', async () => {
    const { select, small, editor } = open()
    let linkId = ''
    act(() => {
      const added = editor.run(addLink, { fromCardId: small.cards[0], toCardId: small.cards[1] })
      if (added.ok) linkId = added.value.linkId
    })
    select(linkId)
    await userEvent.type(field('Label'), 'then')
    await userEvent.click(screen.getByRole('combobox', { name: 'Its number counts' }))
    await userEvent.click(screen.getByRole('option', { name: 'What follows within a time' }))
    const hours = screen.getByRole('spinbutton', { name: 'Within (hours)' })
    expect(hours).toHaveValue(24)
    await userEvent.clear(hours)
    await userEvent.type(hours, '48{Enter}')
    expect([...editor.getSnapshot().links.values()]).toMatchObject([{ label: 'then', windowHours: 48 }])
  })

  it('shows what several have in common, and changes all as one step', async () => {
    const { select, card, small, editor } = open()
    act(
      () =>
        void editor.run(editFields, {
          root: 'cards',
          id: small.cards[0],
          patch: { evidence: 'researched', channels: ['ad'] },
        }),
    )
    select(small.cards[0], small.cards[1])
    expect(screen.getByRole('heading', { name: '2 cards' })).toBeVisible()
    expect(screen.getByRole('combobox', { name: 'Evidence' })).toHaveTextContent('Mixed')
    expect(screen.getByText('(some)')).toBeVisible()
    const { undoCount } = editor.undoState.getState()
    await userEvent.click(screen.getByRole('button', { name: 'Choose' }))
    await userEvent.click(screen.getByRole('checkbox', { name: 'Website' }))
    expect(card(small.cards[0])?.channels).toEqual(['ad', 'web'])
    expect(card(small.cards[1])?.channels).toEqual(['web'])
    expect(editor.undoState.getState().undoCount).toBe(undoCount + 1)
    await userEvent.keyboard('{Escape}')
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
    expect(editor.getSnapshot().cards.size).toBe(1)
    expect(screen.getByRole('heading', { name: 'Journey' })).toBeVisible()
  })

  it('follows what somebody else does, and lets go of what they delete', async () => {
    const { select, small, other, me, journey } = open()
    select(small.cards[0])
    act(() => {
      other.does(editFields, { root: 'cards', id: small.cards[0], patch: { title: 'Renamed' } })
      journey.exchangeBetween(other, me)
    })
    expect(field('Title')).toHaveValue('Renamed')
    act(() => {
      other.does(deleteElements, { ids: [small.cards[0]] })
      journey.exchangeBetween(other, me)
    })
    expect(await screen.findByRole('heading', { name: 'Journey' })).toBeVisible()
  })

  it('shows what other features have to say about the selection', () => {
    const { select, small } = open({
      sections: (ids) => <p>Bound: {ids.join(' ')}</p>,
      persona: (id) => <p>Persona {id}</p>,
    })
    select(small.steps[0])
    expect(screen.getByText(`Bound: ${small.steps[0]}`)).toBeVisible()
  })

  it('changes over how many steps a card reaches', async () => {
    const { editor, select, small } = open()
    select(small.cards[0])
    await userEvent.clear(screen.getByRole('spinbutton', { name: 'Reaches over (steps)' }))
    await userEvent.type(screen.getByRole('spinbutton', { name: 'Reaches over (steps)' }), '2{Enter}')
    expect(editor.getSnapshot().cards.get(small.cards[0])?.place).toMatchObject({ span: 2 })
  })
})

describe('the inspector of a viewer', () => {
  it('shows everything and changes nothing', async () => {
    const { select, small, other, me, journey } = open({}, { canEdit: false })
    act(() => {
      other.does(editFields, { root: 'cards', id: small.cards[0], patch: { channels: ['ad'], details: 'On the bus' } })
      other.does(setJourneyInfo, { title: 'Car repair' })
      journey.exchangeBetween(other, me)
    })
    for (const ids of [
      [],
      [small.cards[0]],
      [small.stages[0]],
      [small.steps[0]],
      [small.lanes.note],
      [...small.cards],
    ]) {
      select(...ids)
      for (const role of ['textbox', 'combobox', 'spinbutton', 'radio', 'checkbox', 'slider', 'button']) {
        expect(screen.queryByRole(role), `${role} for ${ids.length}`).toBeNull()
      }
    }
    select(small.cards[0])
    expect(await screen.findByText('On the bus')).toBeVisible()
    expect(screen.getByText('Advertisement')).toBeVisible()
    expect(screen.getByText('Assumption')).toBeVisible()
  })

  it('changes marks, tags, owner, colour and lock of several cards, and shows what differs', async () => {
    const { select, card, small, editor } = open()
    const [first, second] = small.cards
    select(first)
    await userEvent.type(screen.getByRole('combobox', { name: 'Tags' }), 'mobile{Enter}')
    await userEvent.click(screen.getByRole('checkbox', { name: 'Moment of truth' }))
    await userEvent.type(screen.getByRole('combobox', { name: 'Owner' }), 'Ana{Enter}')
    expect(card(first)).toMatchObject({ tags: ['mobile'], marks: ['moment-of-truth'], owner: 'Ana' })

    select(first, second)
    expect(screen.getByText('(some)')).toBeVisible()
    expect(screen.getByRole('checkbox', { name: 'Moment of truth' })).toBePartiallyChecked()
    expect(screen.getByPlaceholderText('Mixed')).toHaveValue('')
    // Written in another way it is the tag that there is.
    await userEvent.type(screen.getByRole('combobox', { name: 'Tags' }), 'Mobile{Enter}')
    await userEvent.type(screen.getByRole('combobox', { name: 'Owner' }), 'Ben{Enter}')
    await userEvent.click(screen.getByRole('radio', { name: 'Green' }))
    await userEvent.click(screen.getByRole('checkbox', { name: /Locked/ }))
    for (const id of [first, second])
      expect(card(id)).toMatchObject({ tags: ['mobile'], owner: 'Ben', style: { fill: 2 }, isLocked: true })
    await userEvent.click(screen.getByRole('radio', { name: 'As its kind' }))
    expect(card(second)?.style, 'locked').toEqual({ fill: 2 })
    await userEvent.click(screen.getByRole('checkbox', { name: /Locked/ }))
    await userEvent.click(screen.getByRole('radio', { name: 'As its kind' }))
    expect(card(second)?.style).toBeUndefined()
    expect(editor.undoState.getState().undoLabel).toBe('restyle of 2 cards')
    act(() => void editor.undo())
    expect(card(first)?.style).toEqual({ fill: 2 })
  })
})

describe('the owner', () => {
  it('is suggested from who is here and who looks after something; any other name may be typed', async () => {
    const { editor, small } = openSmallJourney()
    const [first, second] = small.cards
    editor.run(editCards, { cardIds: [second], patch: { owner: 'ben' } })
    editor.select([first])
    renderInJourney(
      editor,
      <PeopleHereContext value={['Ana', 'Ben']}>
        <Inspector />
      </PeopleHereContext>,
    )
    const field = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Owner' })
    const options = [...(field.list?.options ?? [])]
    expect(options.map(({ value, label }) => [value, label])).toEqual([
      ['Ana', 'Here now'],
      ['ben', 'Here now'],
    ])
    await userEvent.type(field, 'Claims team{Enter}')
    expect(editor.getSnapshot().cards.get(first)?.owner).toBe('Claims team')
  })

  it('is the member whose name was typed, of whatever kind the element is, with a status and a day', async () => {
    const { editor, small } = openSmallJourney()
    renderInJourney(
      editor,
      <MembersContext value={[{ id: 'p1', name: 'Ann Okafor' }]}>
        <Inspector />
      </MembersContext>,
    )
    for (const id of [small.stages[0], small.steps[0], small.lanes.note, small.cards[0]]) {
      act(() => editor.select([id]))
      const field = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Owner' })
      expect([...(field.list?.options ?? [])][0]?.value).toBe('Ann Okafor')
      await userEvent.type(field, 'ann okafor{Enter}')
      await userEvent.click(screen.getByRole('combobox', { name: 'Status' }))
      await userEvent.click(screen.getByRole('option', { name: 'In progress' }))
      fireEvent.change(screen.getByLabelText('Due'), { target: { value: '2020-05-31' } })
      expect(await screen.findByText('Overdue')).toBeVisible()
      const { stages, steps, lanes, cards } = editor.getSnapshot()
      const record = new Map<string, object>([...stages, ...steps, ...lanes, ...cards]).get(id)
      expect(record).toMatchObject({ owner: 'Ann Okafor', ownerId: 'p1', status: 'in-progress', dueOn: '2020-05-31' })
      act(() => void editor.undo())
      expect(screen.getByLabelText('Due')).toHaveValue('')
    }
  })

  it('is given to things of several kinds as one step', async () => {
    const { editor, small } = openSmallJourney()
    editor.select([small.stages[0], small.cards[0]])
    renderInJourney(editor, <Inspector />)
    await userEvent.type(await screen.findByRole('combobox', { name: 'Owner' }), 'Sales{Enter}')
    const owners = () => {
      const { stages, cards } = editor.getSnapshot()
      return [stages.get(small.stages[0])?.owner, cards.get(small.cards[0])?.owner]
    }
    expect(owners()).toEqual(['Sales', 'Sales'])
    act(() => void editor.undo())
    expect(owners()).toEqual([undefined, undefined])
  })
})

import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { Target } from '#shared/model/records/target.ts'
import { explanationOf } from '#shared/metrics/explanation.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import { createEditor, type Editor } from '#src/editor/editor.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { ReadingNumber } from '#src/features/metrics/ReadingNumber.tsx'
import { TargetFields } from '#src/features/metrics/targets/TargetFields.tsx'
import { TargetSummary } from '#src/features/metrics/targets/TargetSummary.tsx'
import { elementReadings, journeyReadings, NOW, reading } from '#tests/support/metrics-readings.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const TARGET: Target = { measure: 'conversion', value: 0.4, better: 'higher', warning: 0.35 }

let editor: Editor
let elementId: string

beforeEach(() => {
  const person = createTestJourney().person('Ana')
  elementId = drawSmallJourney(person).cards[0]
  editor = createEditor(person.doc, { canEdit: true })
  const rule = { events: ['a'], channels: [], where: [] }
  editor.run(setBinding, { elementId, datasetId: 'd1' as DatasetId, rule })
})
afterEach(() => editor.close())

const targets = () => editor.getSnapshot().bindings.get(elementId)?.targets

function Fields() {
  const shown = useSnapshotPart((snapshot) => snapshot.bindings.get(elementId)?.targets)
  return <TargetFields elementId={elementId} targets={shown ?? []} />
}

function show() {
  render(
    <EditorContext value={editor}>
      <Fields />
    </EditorContext>,
  )
  return userEvent.setup()
}

it('a target is written when its field is left, with what is near and what was before, and undone', async () => {
  const user = show()
  await user.click(screen.getByRole('button', { name: 'Add a target' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Conversion to the next' }))
  expect(targets()).toBeUndefined()
  await user.type(screen.getByLabelText('At least'), '40')
  await user.tab()
  expect(targets()).toEqual([{ measure: 'conversion', value: 0.4, better: 'higher' }])
  expect(screen.getByLabelText('At least')).toHaveValue('40.0 %')
  await user.type(screen.getByLabelText('Near from'), '45 %{Enter}')
  expect(screen.getByRole('alert')).toHaveTextContent('Lower than the target.')
  await user.clear(screen.getByLabelText('Near from'))
  await user.type(screen.getByLabelText('Near from'), '35{Enter}')
  await user.type(screen.getByLabelText('Was before'), '30{Enter}')
  expect(targets()).toEqual([{ ...TARGET, baseline: 0.3 }])
  await user.clear(screen.getByLabelText('Near from'))
  await user.tab()
  expect(targets()?.[0]).not.toHaveProperty('warning')
  act(() => void editor.undo())
  expect(screen.getByLabelText('Near from')).toHaveValue('35.0 %')
})

it('says what cannot be read, and removes a target', async () => {
  const user = show()
  await user.click(screen.getByRole('button', { name: 'Add a target' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Median time to the next' }))
  await user.type(screen.getByLabelText('At most'), '90')
  await user.tab()
  expect(screen.getByRole('alert')).toHaveTextContent('Write a time with its unit, like 2 h.')
  await user.type(screen.getByLabelText('At most'), ' min')
  await user.tab()
  expect(targets()).toEqual([{ measure: 'timeToNext', value: 5_400, better: 'lower' }])
  await user.click(screen.getByRole('button', { name: /^Remove the target/ }))
  expect(targets()).toBeUndefined()
  expect(screen.queryByLabelText('At most')).toBeNull()
})

const conversion = (value: number, n = 1_000) =>
  reading({ value, unit: 'share', n, interval: [value - 0.01, value + 0.01] })

it('a number shows its status as a sign of its own and in words', () => {
  const { container, rerender } = render(
    <ReadingNumber measure="conversion" reading={conversion(0.5)} target={TARGET} />,
  )
  const status = () => container.querySelector('[data-status]')?.getAttribute('data-status')
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'Conversion to the next: 50.0 %. Target at least 40.0 %, near from 35.0 %: met.',
  )
  expect(status()).toBe('met')
  for (const [value, n, expected] of [
    [0.37, 1_000, 'near'],
    [0.2, 1_000, 'missed'],
    [0.9, 12, 'unknown'],
  ] as const) {
    rerender(<ReadingNumber measure="conversion" reading={conversion(value, n)} target={TARGET} />)
    expect(status()).toBe(expected)
  }
  rerender(<ReadingNumber measure="conversion" reading={conversion(0.5)} />)
  expect(status()).toBeUndefined()
})

it('the explanation says how the number stands to its target, and what it was before', () => {
  const element = elementReadings({ conversion: conversion(0.37) })
  const target = { ...TARGET, baseline: 0.3 }
  const explained = explanationOf(journeyReadings(element), element, 'conversion', NOW, target)
  expect(explained?.status).toEqual({ status: 'near', words: 'Target at least 40.0 %, near from 35.0 %: near.' })
  expect(explained?.rows).toContainEqual({ label: 'Was before', text: '30.0 %; now 7.0 points better' })
})

it('the targets of the journey are counted by their status', () => {
  const elements = [0.5, 0.2, 0.1].map((value, at) =>
    elementReadings({ elementId: `e${at}`, conversion: conversion(value, at === 2 ? 5 : 1_000) }),
  )
  const { rerender } = render(<TargetSummary elements={elements} targetsOf={() => [TARGET]} metrics={[]} />)
  const list = within(screen.getByRole('list', { name: 'Targets' }))
  expect(list.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    '1 missed',
    '1 met',
    '1 cannot be told',
  ])
  const metric = {
    metricId: 'nps',
    elementId: 'journey',
    name: 'NPS',
    direction: 'up',
    target: 30,
    datasetId: 'd1',
    reading: reading({ value: 20, unit: 'points', n: 400 }),
  } as const
  rerender(<TargetSummary elements={elements} targetsOf={() => [TARGET]} metrics={[metric]} />)
  expect(list.getAllByRole('listitem')[0]).toHaveTextContent('2 missed')
  rerender(<TargetSummary elements={elements} targetsOf={() => []} metrics={[{ ...metric, direction: 'none' }]} />)
  expect(screen.queryByRole('list')).toBeNull()
})

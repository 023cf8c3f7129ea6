import { expect, it } from 'vitest'
import { removeBinding } from '#shared/model/commands/remove-binding.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { setTarget } from '#shared/model/commands/set-target.ts'
import { journeyJsonOf } from '#shared/model/json-form.ts'
import { BINDINGS_ROOT, bindingSchema } from '#shared/model/records/binding.ts'
import { GONE, rule, start } from '#tests/support/test-command.ts'

const TARGET = { value: 0.4, better: 'higher', warning: 0.35, baseline: 0.3 } as const

function bound() {
  const { journey, ana, ben, world } = start()
  const elementId = world.cards[0]
  const datasetId = world.dataset
  ana.does(setBinding, { elementId, datasetId, rule: rule('Advert seen') })
  journey.exchange()
  return { journey, ana, ben, world, elementId, datasetId }
}

it('says what a number is meant to be, one a measure, undoes and takes it away', () => {
  const { ana, elementId } = bound()
  const targets = () => ana.sees().bindings.get(elementId)?.targets
  expect(targets()).toBeUndefined()
  ana.does(setTarget, { elementId, measure: 'conversion', target: TARGET })
  expect(targets()).toEqual([{ measure: 'conversion', ...TARGET }])
  ana.undoes()
  expect(targets()).toBeUndefined()
  ana.redoes()
  ana.does(setTarget, { elementId, measure: 'timeToNext', target: { value: 3_600, better: 'lower' } })
  ana.does(setTarget, { elementId, measure: 'conversion', target: { value: 0.5, better: 'higher' } })
  expect(targets()).toEqual([
    { measure: 'timeToNext', value: 3_600, better: 'lower' },
    { measure: 'conversion', value: 0.5, better: 'higher' },
  ])
  ana.does(setTarget, { elementId, measure: 'timeToNext', target: null })
  ana.does(setTarget, { elementId, measure: 'conversion', target: null })
  expect(targets()).toBeUndefined()
  expect(ana.tries(setTarget, { elementId, measure: 'conversion', target: null })).toMatchObject({
    reason: 'no-target',
  })
})

it('refuses what is not bound, what is out of range, and a warning on the better side', () => {
  const { ana, elementId, world } = bound()
  const reasonOf = (target: object, id: string = elementId, measure = 'conversion') => {
    const result = ana.tries(setTarget, { elementId: id, measure, target } as Parameters<typeof setTarget>[1])
    return result.ok ? null : result.reason
  }
  expect(reasonOf(TARGET, GONE)).toBe('not-bound')
  expect(reasonOf(TARGET, world.cards[1])).toBe('not-bound')
  expect(reasonOf({ ...TARGET, value: 1.2 })).toBe('not-valid')
  expect(reasonOf({ ...TARGET, baseline: -1 })).toBe('not-valid')
  expect(reasonOf({ ...TARGET, warning: 0.4 })).toBe('not-valid')
  expect(reasonOf({ value: 0.4, better: 'lower', warning: 0.35 })).toBe('not-valid')
  expect(reasonOf(TARGET, elementId, 'cases')).toBe('not-valid')
  expect(ana.sees().bindings.get(elementId)?.targets).toBeUndefined()
})

it('stays when other events are bound, and goes with the binding', () => {
  const { ana, elementId, datasetId } = bound()
  ana.does(setTarget, { elementId, measure: 'conversion', target: TARGET })
  ana.does(setBinding, { elementId, datasetId, rule: rule('Another') })
  expect(ana.sees().bindings.get(elementId)).toMatchObject({
    rule: rule('Another'),
    targets: [{ measure: 'conversion', ...TARGET }],
  })
  // It is in the file that one takes along.
  expect(journeyJsonOf(ana.sees()).bindings[0]?.targets).toHaveLength(1)
  ana.does(removeBinding, { elementId })
  ana.does(setBinding, { elementId, datasetId, rule: rule('Another') })
  expect(ana.sees().bindings.get(elementId)?.targets).toBeUndefined()
})

it('agrees with a peer who acts at once, also one who takes the binding away', () => {
  const { journey, ana, ben, elementId } = bound()
  ana.does(setTarget, { elementId, measure: 'conversion', target: TARGET })
  ben.does(setTarget, { elementId, measure: 'conversion', target: { value: 0.6, better: 'higher' } })
  journey.exchange()
  expect(ana.sees().bindings.get(elementId)).toEqual(ben.sees().bindings.get(elementId))
  expect([0.4, 0.6]).toContain(ana.sees().bindings.get(elementId)?.targets?.[0]?.value)
  ana.does(setTarget, { elementId, measure: 'dropOff', target: { value: 0.1, better: 'lower' } })
  ben.does(removeBinding, { elementId })
  journey.exchange()
  expect(ana.sees().bindings).toEqual(ben.sees().bindings)
})

it('a binding without targets, as all were before there were any, opens as it was; targets that cannot be read do not keep from binding anew', () => {
  const { ana, elementId, datasetId } = bound()
  expect(bindingSchema.parse({ elementId, datasetId, rule: rule('a') })).not.toHaveProperty('targets')
  ana.doc.getMap(BINDINGS_ROOT).set(elementId, { datasetId, rule: rule('a'), targets: [{ measure: 'luck' }] })
  expect(ana.sees().bindings.has(elementId)).toBe(false)
  ana.does(setBinding, { elementId, datasetId, rule: rule('b') })
  expect(ana.sees().bindings.get(elementId)?.rule).toEqual(rule('b'))
})

import { describe, expect, it } from 'vitest'
import { cutStages } from '#server/metrics/draft/cut-stages.ts'
import { strongestTransitions } from '#server/metrics/draft/strongest-transitions.ts'
import { channelOfValue, titleOfName } from '#server/metrics/draft/words-of-names.ts'

it.each([
  ['purchase_confirmed', 'Purchase confirmed'],
  ['PageView', 'Page view'],
  ['A_SUBMITTED', 'A submitted'],
  ['O_SENT_BACK', 'O sent back'],
  ['T02 Check confirmation of receipt', 'T02 Check confirmation of receipt'],
  ['register request', 'Register request'],
  ['CALL CENTRE', 'Call centre'],
  ['SMS', 'SMS'],
  ['žádost', 'Žádost'],
  ['', 'Event without a name'],
])('titles %j as %j', (name, title) => {
  expect(titleOfName(name)).toBe(title)
})

it.each([
  ['Internet', 'web'],
  ['merchant site', 'web'],
  ['Contact centre (phone)', 'phone'],
  ['Desk', 'store'],
  ['Post', 'post'],
  ['e-mail', 'email'],
  ['mobile_app', 'app'],
  ['sms', 'sms'],
  ['chatbot', 'chatbot'],
  ['Intern', null],
  ['adviser', null],
  ['', null],
  [null, null],
])('takes the channel %j for %j', (value, channel) => {
  expect(channelOfValue(value)).toBe(channel)
})

describe('cutStages', () => {
  it('cuts nothing that loops', () => {
    // 0 → 1 ⇄ 2 ⇄ 3 → 4 → 5 → 6 → 7: the loop stays together.
    const forward = Array.from({ length: 7 }, (_, from) => ({ from, to: from + 1, count: 100 }))
    const back = [
      { from: 2, to: 1, count: 60 },
      { from: 3, to: 2, count: 60 },
    ]
    const lengths = cutStages(8, [...forward, ...back])
    expect(lengths).toHaveLength(3)
    const cuts = lengths.map((_, index) => lengths.slice(0, index).reduce((sum, one) => sum + one, 0))
    expect(cuts).not.toContain(2)
    expect(cuts).not.toContain(3)
  })

  it.each([1, 2, 3, 5, 8, 12, 19, 27, 40])('covers %i names with stages that all have steps', (count) => {
    const lengths = cutStages(count, [])
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(count)
    expect(lengths.every((length) => length > 0)).toBe(true)
    expect(lengths.length).toBeLessThanOrEqual(7)
    if (count >= 10) expect(lengths.length).toBeGreaterThanOrEqual(4)
  })
})

it('links each name to its strongest neighbours, then the commonest until four fifths are shown', () => {
  const links = strongestTransitions([
    { from: 'a', to: 'a', count: 900 },
    { from: 'a', to: 'b', count: 100 },
    { from: 'b', to: 'c', count: 80 },
    { from: 'a', to: 'c', count: 10 },
    { from: 'c', to: 'a', count: 5 },
    { from: 'b', to: 'a', count: 3 },
  ])
  expect(links.map(({ from, to }) => from + to)).toEqual(['ab', 'bc', 'ca'])
})

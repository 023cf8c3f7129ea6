import { expect, test } from 'vitest'
import { readHookBody } from '#server/datasets/sources/read-hook-body.ts'
import { readSegmentCall } from '#server/datasets/sources/segment-events.ts'

const ARRIVED = Date.UTC(2026, 2, 1, 12)
const call = (raw: object, sentAt?: unknown) => {
  const read = readSegmentCall({ messageId: 'm1', userId: 'u1', ...raw }, ARRIVED, sentAt)
  return read.ok ? read.event : read.message
}

// https://segment.com/docs/connections/spec/track/, shortened.
const TRACK = {
  anonymousId: '23adfd82-aa0f-45a7-a756-24f2a7a4c895',
  context: { campaign: { source: 'letter', medium: 'email' }, ip: '108.0.78.21', library: { name: 'analytics.js' } },
  event: 'Order Completed',
  messageId: 'ajs-f8ca1e4de5024d9430b3928bd8ac6b96',
  properties: { revenue: 39.95, coupon: 'May', products: [{ id: 1 }], shipping: { days: 2 }, email: 'a@example.org' },
  receivedAt: '2015-12-12T19:11:01.266Z',
  sentAt: '2015-12-12T19:11:01.169Z',
  timestamp: '2015-12-12T19:11:01.249Z',
  originalTimestamp: '2015-12-12T19:11:01.152Z',
  type: 'track',
  userId: 'AiUGstSDIg',
  channel: 'browser',
}

test('a track call as Segment hands it on: who, what, when, worth, and its properties', () => {
  expect(readSegmentCall(TRACK, ARRIVED)).toEqual({
    ok: true,
    event: {
      id: TRACK.messageId,
      case: 'AiUGstSDIg',
      event: 'Order Completed',
      timestamp: '2015-12-12T19:11:01.249Z',
      channel: 'browser',
      value: 39.95,
      attributes: {
        coupon: 'May',
        products: '[{"id":1}]',
        'shipping.days': '2',
        'campaign.source': 'letter',
        'campaign.medium': 'email',
        anonymousId: TRACK.anonymousId,
      },
    },
  })
})

test('the sender’s clock is corrected by how far off it was, unless it was already', () => {
  const at = (raw: object, sentAt?: unknown) =>
    (call({ type: 'track', event: 'e', ...raw }, sentAt) as { timestamp: unknown }).timestamp
  // Its clock is an hour fast: sent at 13:00 by it, received at 12:00, happened ten minutes before.
  const fast = { timestamp: '2026-03-01T12:50:00Z', sentAt: '2026-03-01T13:00:00Z' }
  expect(at(fast)).toBe(Date.UTC(2026, 2, 1, 11, 50))
  expect(at({ timestamp: fast.timestamp }, fast.sentAt)).toBe(Date.UTC(2026, 2, 1, 11, 50))
  expect(at({ originalTimestamp: fast.timestamp, sentAt: fast.sentAt, receivedAt: '2026-03-01T12:00:05Z' })).toBe(
    Date.UTC(2026, 2, 1, 11, 50, 5),
  )
  expect(at({ timestamp: fast.timestamp })).toBe(fast.timestamp)
  expect(at({ ...fast, originalTimestamp: '2026-03-01T09:00:00Z' })).toBe(fast.timestamp)
  expect(at({ ...fast, sentAt: 'soon' })).toBe(fast.timestamp)
  expect(at({})).toBe(ARRIVED)
  expect(at({ receivedAt: '2026-03-01T11:00:00Z' })).toBe(Date.UTC(2026, 2, 1, 11))
})

test.each([
  [{ type: 'page', name: 'Home' }, 'Viewed Home Page'],
  [{ type: 'page', category: 'Docs', name: 'Home' }, 'Viewed Docs Home Page'],
  [{ type: 'page' }, 'Viewed a Page'],
  [{ type: 'screen', properties: { name: 'Login' } }, 'Viewed Login Screen'],
  [{ type: 'identify', traits: {} }, 'Identify'],
  [{ type: 'group', groupId: 'g1' }, 'Group'],
  [{ type: 'alias', previousId: 'p1' }, 'Alias'],
])('%j is called %s', (raw, event) => {
  expect(call(raw)).toMatchObject({ event })
})

test('traits become attributes, but not who somebody is; group and former id stay', () => {
  const traits = {
    plan: 'pro',
    name: 'Ann',
    email: 'a@example.org',
    firstName: 'A',
    last_name: 'B',
    address: { city: 'X' },
  }
  expect(call({ type: 'identify', traits })).toMatchObject({ attributes: { plan: 'pro' } })
  expect(Object.keys((call({ type: 'identify', traits }) as { attributes: object }).attributes)).toEqual(['plan'])
  expect(call({ type: 'group', groupId: 'g1', traits: { seats: 5 } })).toMatchObject({
    attributes: { groupId: 'g1', seats: '5' },
  })
  expect(call({ type: 'alias', previousId: 'p1' })).toMatchObject({ attributes: { previousId: 'p1' } })
})

test.each([
  [{ type: 'delete' }, /^type/],
  [{ type: 'track' }, /^event/],
  [{ type: 'track', event: 'e', userId: null }, /^userId, anonymousId/],
])('%j is refused in words', (raw, message) => {
  expect(call(raw)).toMatch(message)
})

test('one call, an array, a batch and events in our own words are read as one list', () => {
  const one = { type: 'track', event: 'a', userId: 'u', messageId: '1' }
  const names = (body: unknown) =>
    readHookBody(JSON.stringify(body), false, ARRIVED)?.map((item) =>
      'raw' in item ? [item.index, (item.raw as { event: string }).event] : [item.index, item.message],
    )
  expect(names(one)).toEqual([[0, 'a']])
  expect(names([one, { ...one, event: 'b' }])).toEqual([
    [0, 'a'],
    [1, 'b'],
  ])
  expect(names({ batch: [one, { type: 'nothing', userId: 'u' }, { case: 'c', event: 'own' }], sentAt: 'x' })).toEqual([
    [0, 'a'],
    [1, 'type: not one of track, page, screen, identify, group, alias'],
    [2, 'own'],
  ])
  expect(readHookBody('{', false, ARRIVED)).toBeNull()
})

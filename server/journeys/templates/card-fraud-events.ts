import type { TemplateDataset } from './template.ts'

/**
 * The events behind the card-fraud journey at 1:1000 of the published case: of 137,000 cardholders who attempt a purchase over
 * $1,000 and get the verification SMS, 48,000 confirm (35.0 %); 31,200 of those (65.0 %) call the contact centre within 24 h of
 * the confirmation, 28,080 (90 %) of the callers are buying from Amazon, and the calls cost $187,000. All numbers come out of
 * the rows by counting; nothing here is random, so every machine gets the same rows.
 */
const CARDHOLDERS = 137_000
const CONFIRMERS = 48_000
const CALLERS = 31_200
const AMAZON_CALLERS = 28_080
/** Calls at $6.00; the others cost $5.99, which makes $187,000 exactly. */
const CALLS_AT_SIX_DOLLARS = 11_200

/** Spreads the roles over the cardholders: coprime to CARDHOLDERS, so that `i → i · STRIDE mod CARDHOLDERS` hits each once. */
const STRIDE = 48_271

const START = '2026-10-05 00:00:00'
const DAYS = 28

/** Field order of the dataset: a0 merchant, a1 region, a2 device, a3 cost. */
const FIELDS = ['merchant', 'region', 'device', 'cost']

export const CARD_FRAUD_EVENTS = {
  attempt: 'purchase attempted over $1K',
  sms: 'verification SMS sent',
  confirm: 'purchase confirmed by SMS',
  retry: 'purchase retried',
  declined: 'purchase declined again',
  completed: 'purchase completed online',
  call: 'contact centre called',
  agentCompleted: 'purchase completed by agent',
} as const

/** One row of the plan per cardholder: role (`p`), instants and attributes, all by integer arithmetic on the running number. */
const CARDHOLDERS_SQL = `
  SELECT *,
    attempt_ts + to_seconds(5 + (i * 31) % 20) AS sms_ts,
    attempt_ts + to_seconds(60 + (i * 7907) % 1140) AS confirm_ts,
    attempt_ts + to_seconds(60 + (i * 7907) % 1140 + 120 + (i * 104729) % 1500) AS retry_ts
  FROM (
    SELECT i, (i * ${STRIDE}) % ${CARDHOLDERS} AS p,
      TIMESTAMP '${START}' + to_seconds((i * 104723) % ${DAYS * 86_400}) AS attempt_ts,
      'holder-' || lpad(i::VARCHAR, 6, '0') AS case_id,
      1001 + (i * 7919) % 2400 AS amount,
      CASE WHEN (i * ${STRIDE}) % ${CARDHOLDERS} < ${AMAZON_CALLERS} THEN 'Amazon'
           WHEN (i * ${STRIDE}) % ${CARDHOLDERS} < ${CALLERS} THEN ['Best Buy', 'Apple', 'Walmart'][1 + i % 3]
           ELSE ['Amazon', 'Best Buy', 'Apple', 'Walmart', 'Home Depot', 'Delta Air Lines'][1 + i % 6] END AS merchant,
      ['Northeast', 'Midwest', 'South', 'West'][1 + (i * 13) % 4] AS region,
      ['phone', 'phone', 'desktop', 'tablet'][1 + (i * 17) % 4] AS device
    FROM range(${CARDHOLDERS}) AS cardholders(i)
  )`

interface EventPlan {
  readonly event: string
  readonly channel: string
  /** Instant, and which cardholders have the event. */
  readonly ts: string
  readonly where: string
  /** The event carries the amount of the purchase. */
  readonly withAmount?: boolean
  readonly cost?: string
}

// Half of the callers ring after their second attempt failed, at the latest 23 h after the confirmation: always inside the window.
const CALL_TS = `retry_ts + to_seconds(90 + (i * 7901) % (CASE WHEN i % 5 = 0 THEN 79200 ELSE 5400 END))`

const PLAN: readonly EventPlan[] = [
  { event: CARD_FRAUD_EVENTS.attempt, channel: 'merchant site', ts: 'attempt_ts', where: 'true', withAmount: true },
  { event: CARD_FRAUD_EVENTS.sms, channel: 'sms', ts: 'sms_ts', where: 'true' },
  { event: CARD_FRAUD_EVENTS.confirm, channel: 'sms', ts: 'confirm_ts', where: `p < ${CONFIRMERS}` },
  {
    event: CARD_FRAUD_EVENTS.retry,
    channel: 'merchant site',
    ts: 'retry_ts',
    where: `p < ${CONFIRMERS}`,
    withAmount: true,
  },
  {
    event: CARD_FRAUD_EVENTS.completed,
    channel: 'merchant site',
    ts: 'retry_ts + to_seconds(3 + i % 9)',
    where: `p >= ${CALLERS} AND p < ${CONFIRMERS}`,
    withAmount: true,
  },
  {
    event: CARD_FRAUD_EVENTS.declined,
    channel: 'merchant site',
    ts: 'retry_ts + to_seconds(3 + i % 9)',
    where: `p < ${CALLERS}`,
  },
  {
    event: CARD_FRAUD_EVENTS.call,
    channel: 'phone',
    ts: CALL_TS,
    where: `p < ${CALLERS}`,
    cost: `CASE WHEN p < ${CALLS_AT_SIX_DOLLARS} THEN '6.00' ELSE '5.99' END`,
  },
  {
    event: CARD_FRAUD_EVENTS.agentCompleted,
    channel: 'phone',
    ts: `${CALL_TS} + to_seconds(180 + i % 600)`,
    where: `p < ${CALLERS} AND p % 8 <> 7`,
    withAmount: true,
  },
]

const rowsOf = ({ event, channel, ts, where, withAmount, cost }: EventPlan, position: number): string => `
  SELECT case_id, ${ts} AS ts, i * ${PLAN.length} + ${position} AS seq, '${event}' AS event, '${channel}' AS channel,
    ${withAmount ? 'amount::DOUBLE' : 'NULL'} AS value, merchant AS a0, region AS a1, device AS a2, ${cost ?? 'NULL'} AS a3
  FROM cardholders WHERE ${where}`

export const CARD_FRAUD_DATASET: TemplateDataset = {
  name: 'Card fraud events',
  fields: FIELDS,
  fill: (table) => [
    {
      sql: `INSERT INTO ${table} (case_id, ts, seq, event, channel, value, a0, a1, a2, a3)
        WITH cardholders AS MATERIALIZED (${CARDHOLDERS_SQL})
        SELECT * FROM (${PLAN.map(rowsOf).join(' UNION ALL ')}) ORDER BY ts, seq`,
    },
  ],
}

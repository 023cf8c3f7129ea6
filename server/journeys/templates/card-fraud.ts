import { CARD_FRAUD_DATASET, CARD_FRAUD_EVENTS } from './card-fraud-events.ts'
import { journeyFromDraft, type JourneyDraft } from './journey-draft.ts'
import type { Template } from './template.ts'

/** Leakage to the call centre: a verified purchase that still ends on the phone. */
const DRAFT: JourneyDraft = {
  title: 'Card fraud verification',
  scenario:
    'A cardholder makes a large purchase. The issuer sends an SMS to make sure that it is really them. They confirm, and yet many call the contact centre within a day, because the purchase does not go through. Head of Digital, Fraud Solutions wants to know why self-service falls, what it costs and who must act.',
  personas: [
    {
      key: 'cardholder',
      name: 'Dana, cardholder',
      tagline: 'Buys electronics online, card always at hand',
      story:
        'Dana has waited for the sale and has the laptop in the basket. She trusts her bank, reads its messages at once and expects a purchase to go through after she said yes.',
      goals: 'Buy now, at this price. Feel protected, not suspected.',
      challenges: 'The merchant does not know that she confirmed. The basket and the offer expire.',
      color: 4,
      preferredChannels: ['web', 'app', 'sms'],
    },
    {
      key: 'agent',
      name: 'Marcus, fraud agent',
      tagline: 'Contact centre, card security desk',
      story: 'Marcus takes forty calls a day from people who already did what the SMS asked of them.',
      goals: 'Help people who have a real fraud problem.',
      challenges: 'Cannot see what the merchant sees. Clears the same block by hand again and again.',
      color: 1,
      preferredChannels: ['phone'],
    },
  ],
  lanes: ['touchpoint', 'action', 'thought', 'emotion', 'pain-point', 'opportunity'],
  stages: [
    {
      title: 'Attempt',
      steps: [
        {
          title: 'Purchase over $1K',
          cards: [
            {
              kind: 'touchpoint',
              key: 'attempt',
              title: 'Attempts a purchase over $1K',
              channels: ['web'],
              details: 'On the merchant’s site.',
              events: [CARD_FRAUD_EVENTS.attempt],
            },
            { kind: 'action', title: 'Pays with the saved card' },
            { kind: 'thought', title: 'Finally on sale.' },
            { kind: 'emotion', title: 'Excited', score: 1.5, personas: ['cardholder'] },
          ],
        },
      ],
    },
    {
      title: 'Verify',
      steps: [
        {
          title: 'SMS sent',
          cards: [
            {
              kind: 'touchpoint',
              key: 'sms',
              title: 'Receives the verification SMS',
              channels: ['sms'],
              events: [CARD_FRAUD_EVENTS.sms],
            },
            { kind: 'action', title: 'Reads “Did you just try to spend …? Reply YES or NO”' },
            { kind: 'thought', title: 'Good that they check.' },
            { kind: 'emotion', title: 'Interrupted, but safe', score: 0.5, personas: ['cardholder'] },
            { kind: 'pain-point', title: 'The first attempt is declined while she reads', severity: 3 },
          ],
        },
        {
          title: 'Confirmation',
          cards: [
            {
              kind: 'touchpoint',
              key: 'confirm',
              title: 'Confirms by SMS reply',
              channels: ['sms'],
              events: [CARD_FRAUD_EVENTS.confirm],
              evidence: 'data-proved',
            },
            { kind: 'action', title: 'Replies YES' },
            { kind: 'quote', title: '“I said yes. So why is it still declined?”' },
            { kind: 'emotion', title: 'Confident', score: 1, personas: ['cardholder'] },
            {
              kind: 'pain-point',
              title: 'Two of three messages stay without an answer',
              severity: 3,
              evidence: 'data-proved',
            },
            {
              kind: 'opportunity',
              title: 'Verify in the app, with a link back to the basket',
              impact: 4,
              effort: 3,
              status: 'planned',
            },
          ],
        },
      ],
    },
    {
      title: 'Complete',
      steps: [
        {
          title: 'Retry at the merchant',
          cards: [
            {
              kind: 'touchpoint',
              key: 'retry',
              title: 'Retries the purchase',
              channels: ['web'],
              events: [CARD_FRAUD_EVENTS.retry],
            },
            { kind: 'action', title: 'Goes back to the basket and pays again' },
            { kind: 'emotion', title: 'Impatient', score: -0.5, personas: ['cardholder'] },
            {
              kind: 'pain-point',
              title: 'The merchant repeats the first answer: declined',
              severity: 5,
              details: 'Nine of ten callers were buying from Amazon.',
              evidence: 'data-proved',
            },
            {
              kind: 'opportunity',
              key: 'merchant-fix',
              title: 'Merchant Services and Amazon: accept a confirmed card on retry',
              impact: 5,
              effort: 2,
              status: 'in-progress',
            },
          ],
        },
        {
          title: 'Purchase done online',
          cards: [
            {
              kind: 'touchpoint',
              key: 'done',
              title: 'Completes the purchase online',
              channels: ['web'],
              events: [CARD_FRAUD_EVENTS.completed],
            },
            { kind: 'thought', title: 'That was easy after all.' },
            { kind: 'emotion', title: 'Satisfied', score: 1.5, personas: ['cardholder'] },
          ],
        },
      ],
    },
    {
      title: 'Seek help',
      steps: [
        {
          title: 'Call',
          cards: [
            {
              kind: 'touchpoint',
              key: 'call',
              title: 'Calls the contact centre',
              channels: ['phone'],
              events: [CARD_FRAUD_EVENTS.call],
              evidence: 'data-proved',
            },
            { kind: 'action', title: 'Waits in the queue, proves who she is once more' },
            { kind: 'quote', title: '“I have already told you that it was me.”' },
            { kind: 'emotion', title: 'Angry', score: -2, personas: ['cardholder'] },
            { kind: 'emotion', title: 'Powerless', score: -1, personas: ['agent'] },
            {
              kind: 'pain-point',
              title: '65 % of those who confirm call within 24 hours',
              severity: 5,
              evidence: 'data-proved',
            },
            {
              kind: 'opportunity',
              title: 'Tell the caller’s confirmation to the agent',
              impact: 3,
              effort: 2,
              status: 'idea',
            },
          ],
        },
      ],
    },
    {
      title: 'Outcome',
      steps: [
        {
          title: 'Purchase done by agent',
          cards: [
            {
              kind: 'touchpoint',
              key: 'agent-done',
              title: 'The agent completes the purchase',
              channels: ['phone'],
              events: [CARD_FRAUD_EVENTS.agentCompleted],
            },
            { kind: 'action', title: 'Lifts the block and waits on the line' },
            { kind: 'thought', title: 'Next time I will use another card.' },
            { kind: 'emotion', title: 'Relieved, annoyed', score: -0.5, personas: ['cardholder'] },
            { kind: 'emotion', title: 'Glad to help', score: 0.5, personas: ['agent'] },
            { kind: 'pain-point', title: 'Each call costs six dollars and some trust', severity: 4 },
          ],
        },
      ],
    },
  ],
  links: [
    { from: 'attempt', to: 'sms' },
    { from: 'sms', to: 'confirm' },
    { from: 'confirm', to: 'retry' },
    { from: 'retry', to: 'done' },
    { from: 'confirm', to: 'call', label: 'calls within 24 h', windowHours: 24 },
    { from: 'call', to: 'agent-done' },
  ],
}

export const CARD_FRAUD: Template = {
  title: 'Card fraud verification',
  description:
    'A confirmed purchase that still ends in a call: 137,000 attempts, 48,000 confirmations, 31,200 calls within a day, counted live from generated events.',
  hasData: true,
  build: ({ dataset }) => journeyFromDraft(DRAFT, dataset?.id ?? null),
  dataset: CARD_FRAUD_DATASET,
}

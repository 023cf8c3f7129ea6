import type { CardKind } from '#shared/model/records/card.ts'

/**
 * What stands before a card's words, as on screen or a little plainer (Lucide, ISC licence): SVG path data in a box of 24 by 24, to a tenth. A quote has its mark
 * instead; pictures, texts and what is drawn by hand have none.
 */
export const CARD_SIGNS: Readonly<Partial<Record<CardKind, string>>> = {
  emotion: 'M2 12a10 10 0 1020 0a10 10 0 10-20 0M8 14s1.5 2 4 2 4-2 4-2M9 9h.1M15 9h.1',
  touchpoint: 'M9 5h8.5a1 1 0 010 7h-11a1 1 0 000 7H15M15 19a3 3 0 106 0a3 3 0 10-6 0M3 5a3 3 0 106 0a3 3 0 10-6 0',
  action:
    'M4 16v-2.4C4 11.5 3 10.5 3 8c0-2.7 1.5-6 4.5-6C9.4 2 10 3.8 10 5.5c0 3.1-2 5.7-2 8.7V16a2 2 0 11-4 0ZM20 20v-2.4c0-2.1 1-3.1 1-5.6 0-2.7-1.5-6-4.5-6C14.6 6 14 7.8 14 9.5c0 3.1 2 5.7 2 8.7V20a2 2 0 104 0ZM16 17h4M4 13h4',
  thought: 'M17.5 19H9a7 7 0 116.7-9h1.8a4.5 4.5 0 110 9Z',
  'pain-point': 'M21.7 18l-8-14a2 2 0 00-3.5 0l-8 14A2 2 0 004 21h16a2 2 0 001.7-3M12 9v4M12 17h.1',
  opportunity:
    'M15 14c.2-1 .7-1.7 1.5-2.5 1-.9 1.5-2.2 1.5-3.5A6 6 0 006 8c0 1 .2 2.2 1.5 3.5 .7 .7 1.3 1.5 1.5 2.5M9 18h6M10 22h4',
  note: 'M21 9a2.4 2.4 0 00-.7-1.7l-3.6-3.6A2.4 2.4 0 0015 3H5a2 2 0 00-2 2v14a2 2 0 002 2h14a2 2 0 002-2zM15 3v5a1 1 0 001 1h5',
  channel:
    'M4.9 16.1C1 12.2 1 5.8 4.9 1.9M7.8 4.7a6.1 6.1 0 00-.8 7.5M10 9a2 2 0 104 0a2 2 0 10-4 0M16.2 4.8c2 2 2.3 5.1 .8 7.5M19.1 1.9a10 10 0 010 14.1M9.5 18h5M8 22l4-11 4 11',
  goal: 'M2 12a10 10 0 1020 0a10 10 0 10-20 0M6 12a6 6 0 1012 0a6 6 0 10-12 0M10 12a2 2 0 104 0a2 2 0 10-4 0',
  gain: 'M15 5.9 14 10h5.8a2 2 0 011.9 2.6l-2.3 8A2 2 0 0117.5 22H4a2 2 0 01-2-2v-8a2 2 0 012-2h2.8a2 2 0 001.8-1.1L12 2a3.1 3.1 0 013 3.9ZM7 10v12',
  metric: 'M5 21v-6M12 21V3M19 21V9',
  'physical-evidence':
    'M13 16H8M14 8H8M16 12H8M4 2l2 1.5L8 2l2 1.5L12 2l2 1.5L16 2l2 1.5L20 2v20l-2-1.5L16 22l-2-1.5L12 22l-2-1.5L8 22l-2-1.5L4 22z',
  frontstage:
    'M2 10s3-3 3-8M22 10s-3-3-3-8M10 2c0 4.4-3.6 8-8 8M14 2c0 4.4 3.6 8 8 8M2 10s2 2 2 5M22 10s-2 2-2 5M8 15h8M2 22v-1a2 2 0 012-2h4a2 2 0 012 2v1M14 22v-1a2 2 0 012-2h4a2 2 0 012 2v1',
  backstage:
    'M15 12l-9.4 9.4a1 1 0 01-3-3L12 9M18 15l4-4M21.5 11.5l-1.9-1.9A2 2 0 0119 8.2v-.3a2 2 0 00-.6-1.4l-1.7-1.7A6 6 0 0012.5 3H9l1.2 1.2A6 6 0 0112 8.5V10l2 2h1.2a2 2 0 011.4 .6L18.5 14.5',
  support:
    'M11 10.3 7 3.3M11 13.7l-4 6.9M12 22v-2M12 2v2M14 12h8M17 20.7l-1-1.7M17 3.3l-1 1.7M2 12h2M20.7 17l-1.7-1M20.7 7l-1.7 1M3.3 17l1.7-1M3.3 7l1.7 1M10 12a2 2 0 104 0a2 2 0 10-4 0M4 12a8 8 0 1016 0a8 8 0 10-16 0',
}

/** How well a card is proved. */
export const EVIDENCE_SIGNS = {
  researched:
    'M12 5v16M16 13h2M16 9h2M20 19A2 2 0 0022 17V5a2 2 0 00-2-2L16 3A5 5 0 0012 5a5 5 0 00-4-2H4a2 2 0 00-2 2v12a2 2 0 002 2H8a5 5 0 014 2 5 5 0 014-2zM6 13h2M6 9h2',
  'data-proved': 'M2 12a10 10 0 1020 0a10 10 0 10-20 0M16 9l-5.5 5.5L8 12',
} as const

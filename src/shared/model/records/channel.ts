import * as z from 'zod/mini'

/** How staff takes part: a self-service channel needs nobody, an assisted one does. Containment and leakage rest on it. */
export type ChannelMode = 'self-service' | 'assisted'

interface Channel {
  readonly title: string
  readonly mode: ChannelMode
  /** Lower-case words that an imported channel name may contain; used to guess, never to decide. */
  readonly words: readonly string[]
}

/** The medium that carries a touchpoint. The keys are stored in documents: never rename one, add a migration instead. */
export const CHANNELS = {
  web: { title: 'Website', mode: 'self-service', words: ['web', 'site', 'online', 'portal', 'internet', 'desktop'] },
  app: { title: 'Mobile app', mode: 'self-service', words: ['app', 'mobile', 'ios', 'android'] },
  search: { title: 'Search engine', mode: 'self-service', words: ['search', 'google', 'seo'] },
  listing: { title: 'Listing or comparison', mode: 'self-service', words: ['listing', 'comparison', 'marketplace'] },
  review: { title: 'Blog or review', mode: 'self-service', words: ['review', 'blog'] },
  social: { title: 'Social media', mode: 'self-service', words: ['social', 'facebook', 'instagram', 'linkedin'] },
  ad: { title: 'Advertisement', mode: 'self-service', words: ['ad', 'ads', 'advert', 'campaign', 'banner'] },
  email: { title: 'E-mail', mode: 'self-service', words: ['email', 'e-mail', 'mail', 'newsletter'] },
  sms: { title: 'SMS', mode: 'self-service', words: ['sms', 'text'] },
  push: { title: 'Push notification', mode: 'self-service', words: ['push', 'notification'] },
  chatbot: { title: 'Chatbot', mode: 'self-service', words: ['chatbot', 'bot', 'assistant'] },
  faq: { title: 'FAQ or forum', mode: 'self-service', words: ['faq', 'forum', 'help', 'knowledge'] },
  payment: { title: 'Payment system', mode: 'self-service', words: ['payment', 'checkout', 'terminal', 'pos'] },
  store: { title: 'Store or branch', mode: 'assisted', words: ['store', 'branch', 'shop', 'desk', 'counter'] },
  phone: { title: 'Phone', mode: 'assisted', words: ['phone', 'call', 'ivr', 'telephone', 'contact'] },
  chat: { title: 'Live chat', mode: 'assisted', words: ['chat', 'messaging'] },
  field: { title: 'Technician visit', mode: 'assisted', words: ['field', 'technician', 'visit'] },
  post: { title: 'Letter', mode: 'self-service', words: ['post', 'letter', 'paper'] },
  other: { title: 'Other', mode: 'self-service', words: [] },
} as const satisfies Record<string, Channel>

export type ChannelKey = keyof typeof CHANNELS

export const CHANNEL_KEYS = Object.keys(CHANNELS) as readonly ChannelKey[]

export const channelSchema = z.enum(CHANNEL_KEYS as [ChannelKey, ...ChannelKey[]])

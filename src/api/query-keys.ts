import type { JourneyListFilter } from './api.ts'

/** The names under which answers are cached. A shorter key stands for all that begin with it. */
export const QUERY_KEYS = {
  session: ['session'],
  signInWays: ['sign-in-ways'],
  invitation: (token: string) => ['invitation', token],
  account: ['account'],
  sessions: ['account', 'sessions'],
  deletion: ['account', 'deletion'],
  tokens: ['account', 'tokens'],
  members: (workspaceId: string) => ['members', workspaceId],
  invitations: (workspaceId: string) => ['members', workspaceId, 'invitations'],
  audit: (workspaceId: string, query: unknown) => ['audit', workspaceId, query],
  templates: ['templates'],
  journeys: ['journeys'],
  journeyList: (filter: JourneyListFilter) => ['journeys', 'list', filter],
  journeySummary: (id: string) => ['journeys', 'summary', id],
  shares: (journeyId: string) => ['shares', journeyId],
  datasets: ['datasets'],
  datasetList: (workspace: string | null) => ['datasets', 'list', workspace],
  dataset: (id: string) => ['datasets', 'one', id],
  rejects: (id: string, page: unknown) => ['datasets', 'rejects', id, page],
  metric: (datasetId: string, metric: unknown) => ['datasets', 'metric', datasetId, metric],
  job: (id: string) => ['jobs', id],
} as const

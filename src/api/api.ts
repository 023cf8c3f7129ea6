import type { InvitationFacts, SignInWays } from '#shared/contract/rest/accounts.ts'
import type { AuditBody, AuditQuery } from '#shared/contract/rest/audit.ts'
import type { Measure } from '#shared/metrics/measures.ts'
import type { CasesBehind } from '#shared/contract/rest/cases-behind.ts'
import type { CustomersSeenBy, CustomerTraces, RetentionBody } from '#shared/contract/rest/customers.ts'
import type {
  DatasetBody,
  DatasetListItem,
  DatasetMappingInput,
  PersonalColumns,
  JobBody,
  RejectItem,
} from '#shared/contract/rest/datasets.ts'
import type { EmbedBody } from '#shared/contract/rest/embeds.ts'
import type { ImageItem, ImagesCopied } from '#shared/contract/rest/images.ts'
import type { JourneyCreate, JourneyListItem, TemplateItem } from '#shared/contract/rest/journeys.ts'
import type { PasskeyAssertion } from '#shared/contract/rest/passkeys.ts'
import type { ActivityBody, ActivityQuery, ReviewBody, ReviewPlan } from '#shared/contract/rest/past.ts'
import type { StartsBody } from '#shared/contract/rest/readings.ts'
import type { NamedMetricDraft, NamedMetricItem, NamedMetricReading } from '#shared/contract/rest/named-metrics.ts'
import type { SegmentItem, UsedSegments } from '#shared/contract/rest/segments.ts'
import type { SessionBody, SignedOut } from '#shared/contract/rest/session.ts'
import type {
  GuestAccess,
  GuestItem,
  LinkEnter,
  LinkFacts,
  ShareCreate,
  ShareItem,
  SharePatch,
} from '#shared/contract/rest/shares.ts'
import type {
  InvitationCreate,
  InvitationItem,
  InvitationMade,
  MemberItem,
  WorkspaceItem,
} from '#shared/contract/rest/workspaces.ts'
import type { Role } from '#shared/contract/roles.ts'
import type { Metric, MetricAnswers } from '#shared/metrics/metric.ts'
import { rangeTexts } from '#shared/metrics/instant-text.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { LastDays, TimeRange } from '#shared/metrics/time-range.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import { type AskedCases, readingsPath, trendsPath } from './asked-cases.ts'
import { at, queryOf, request } from './request.ts'
import { upload } from './upload.ts'

export interface JourneyListFilter {
  readonly workspace?: string | null
  readonly search?: string
  readonly archived?: boolean
}

interface Created {
  readonly id: string
}

interface DatasetStarted extends Created {
  readonly job: string
}

type Uploading = Parameters<typeof upload>[2]

const inWorkspace = (workspace: string | null | undefined): Record<string, string> =>
  workspace === null || workspace === undefined ? {} : { workspace }

function datasetsOf(workspace: string | null): string {
  const query = new URLSearchParams(inWorkspace(workspace))
  return query.size === 0 ? '/api/datasets' : `/api/datasets?${query}`
}

/** A number of a journey whose customers are asked for. */
export interface NumberOfJourney {
  readonly journeyId: string
  /** A stage, step, card or link. */
  readonly of: string
  readonly measure: Measure
  /** Only those in this persona's segment. */
  readonly persona?: string | undefined
  /** Only those who start within. */
  readonly range?: TimeRange | undefined
}

interface CustomerSight {
  readonly seenBy: CustomersSeenBy
}

/** Where the customers behind a number are told; with `&format=csv` as a file. */
export function casesBehindPath(
  { journeyId, of, measure, persona, range }: NumberOfJourney,
  more: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({
    of,
    measure,
    ...(persona !== undefined && { persona }),
    ...(range && rangeTexts(range)),
    ...more,
  })
  return `${at('journeys', journeyId, 'readings', 'cases')}?${query.toString()}`
}

/** Every route of the server that the app calls, but those in files of their own (`account-api.ts` and others). All of them reject with `ApiError`. */
export const api = {
  getSession: (signal?: AbortSignal) => request<SessionBody>('GET', '/api/session', { signal }),
  renameSession: (name: string) => request<SessionBody>('PATCH', '/api/session', { body: { name } }),
  /** `undefined`: there is no provider to sign out at as well. */
  signOut: () => request<SignedOut | undefined>('DELETE', '/api/session'),

  listTemplates: (signal?: AbortSignal) =>
    request<{ readonly templates: readonly TemplateItem[] }>('GET', '/api/templates', { signal }),

  getSignInWays: (signal?: AbortSignal) => request<SignInWays>('GET', '/api/sign-in', { signal }),
  signIn: (body: { readonly email: string; readonly password: string }) =>
    request<void>('POST', '/api/sign-in', { body }),
  /** What a passkey is to sign in this browser; WebAuthn's own options. */
  beginPasskeySignIn: () => request<object>('POST', '/api/passkey-sign-in/options'),
  signInByPasskey: (response: PasskeyAssertion) =>
    request<void>('POST', '/api/passkey-sign-in', { body: { response } }),
  /** Has a link for a new password sent; says nothing on whether there is such an account. */
  askForReset: (email: string) => request<void>('POST', '/api/password-reset', { body: { email } }),
  resetPassword: (token: string, password: string) =>
    request<void>('POST', at('password-reset', token), { body: { password } }),
  getClaimedAddress: (token: string, signal?: AbortSignal) =>
    request<{ readonly email: string }>('GET', at('email-confirmation', token), { signal }),
  confirmAddress: (token: string) => request<void>('POST', at('email-confirmation', token)),
  getInvitation: (token: string, signal?: AbortSignal) =>
    request<InvitationFacts>('GET', at('invitations', token), { signal }),
  /** With a new account, or the one whose password is given. */
  acceptInvitation: (
    token: string,
    body: { readonly name: string; readonly email: string; readonly password: string },
  ) => request<void>('POST', at('invitations', token, 'accept'), { body }),
  /** As who is signed in. */
  joinByInvitation: (token: string) => request<void>('POST', at('invitations', token, 'join')),

  listAudit: (workspaceId: string, query: AuditQuery, signal?: AbortSignal) =>
    request<AuditBody>('GET', `${at('workspaces', workspaceId, 'audit')}?${queryOf(query)}`, { signal }),
  auditFileUrl: (workspaceId: string, query: AuditQuery, format: 'csv' | 'ndjson') =>
    `${at('workspaces', workspaceId, 'audit', 'export')}?${queryOf({ ...query, format })}`,

  createWorkspace: (name: string) => request<WorkspaceItem>('POST', '/api/workspaces', { body: { name } }),
  renameWorkspace: (id: string, name: string) =>
    request<WorkspaceItem>('PATCH', at('workspaces', id), { body: { name } }),

  listMembers: (id: string, signal?: AbortSignal) =>
    request<{ readonly members: readonly MemberItem[] }>('GET', at('workspaces', id, 'members'), { signal }),
  setMemberRole: (id: string, personId: string, role: Role) =>
    request<MemberItem>('PATCH', at('workspaces', id, 'members', personId), { body: { role } }),
  removeMember: (id: string, personId: string) => request<void>('DELETE', at('workspaces', id, 'members', personId)),
  /** Signs a member out in all their browsers. */
  endSessionsOf: (id: string, personId: string) =>
    request<void>('DELETE', at('workspaces', id, 'members', personId, 'sessions')),
  /** A link by which the member sets a new password. */
  makeResetLink: (id: string, personId: string) =>
    request<{ readonly url: string }>('POST', at('workspaces', id, 'members', personId, 'reset-link')),
  listInvitations: (id: string, signal?: AbortSignal) =>
    request<{ readonly invitations: readonly InvitationItem[] }>('GET', at('workspaces', id, 'invitations'), {
      signal,
    }),
  invite: (id: string, body: InvitationCreate) =>
    request<InvitationMade>('POST', at('workspaces', id, 'invitations'), { body }),
  revokeInvitation: (id: string, invitationId: string) =>
    request<void>('DELETE', at('workspaces', id, 'invitations', invitationId)),

  listJourneys({ workspace, search = '', archived = false }: JourneyListFilter = {}, signal?: AbortSignal) {
    const query = new URLSearchParams({
      archived: String(archived),
      ...(search === '' ? {} : { search }),
      ...inWorkspace(workspace),
    })
    return request<{ readonly journeys: readonly JourneyListItem[] }>('GET', `/api/journeys?${query}`, { signal })
  },
  createJourney: (body: JourneyCreate) => request<Created>('POST', '/api/journeys', { body }),
  /** Title, my role and counts; the journey itself comes over the socket. */
  getJourneySummary: (id: string, signal?: AbortSignal) =>
    request<JourneyListItem>('GET', at('journeys', id, 'summary'), { signal }),
  /** I have opened it: it is among the last ones. */
  noteOpened: (id: string) => request<void>('POST', at('journeys', id, 'opened')),
  /** The JSON form of the whole journey. */
  exportJourney: (id: string) => request<unknown>('GET', at('journeys', id)),
  renameJourney: (id: string, title: string) => request<unknown>('PATCH', at('journeys', id), { body: { title } }),
  getReview: (id: string, signal?: AbortSignal) => request<ReviewBody>('GET', at('journeys', id, 'review'), { signal }),
  planReview: (id: string, body: ReviewPlan) => request<ReviewBody>('PATCH', at('journeys', id, 'review'), { body }),
  reviewJourney: (id: string, note: string) =>
    request<ReviewBody>('POST', at('journeys', id, 'reviews'), { body: { note } }),
  /** Of a journey or of a workspace. */
  listActivity: (of: 'journeys' | 'workspaces', id: string, query: ActivityQuery, signal?: AbortSignal) =>
    request<ActivityBody>('GET', `${at(of, id, 'activity')}?${queryOf(query)}`, { signal }),
  duplicateJourney: (id: string) => request<Created>('POST', at('journeys', id, 'duplicate')),
  addImage: (id: string, file: File, options?: Uploading) =>
    upload<ImageItem>(at('journeys', id, 'images'), file, options),
  /** Takes over those that lie in other journeys that I may see. */
  copyImages: (id: string, imageIds: readonly string[]) =>
    request<ImagesCopied>('POST', at('journeys', id, 'images', 'copy'), { body: { imageIds } }),
  imageUrl: (id: string, imageId: string) => at('journeys', id, 'images', imageId),
  /** An image whose address changes when the journey does, so that it may be cached. */
  thumbnailUrl: (id: string, updatedAt: number, theme: 'light' | 'dark') =>
    `${at('journeys', id, 'thumbnail.svg')}?theme=${theme}&v=${updatedAt}`,

  listShares: (journeyId: string, signal?: AbortSignal) =>
    request<{ readonly shares: readonly ShareItem[] }>('GET', at('journeys', journeyId, 'shares'), { signal }),
  createShare: (journeyId: string, body: ShareCreate) =>
    request<ShareItem>('POST', at('journeys', journeyId, 'shares'), { body }),
  changeShare: (journeyId: string, shareId: string, body: SharePatch) =>
    request<ShareItem>('PATCH', at('journeys', journeyId, 'shares', shareId), { body }),
  revokeShare: (journeyId: string, shareId: string) =>
    request<void>('DELETE', at('journeys', journeyId, 'shares', shareId)),
  listGuests: (journeyId: string, signal?: AbortSignal) =>
    request<{ readonly guests: readonly GuestItem[] }>('GET', at('journeys', journeyId, 'guests'), { signal }),
  /** That browser does not come in again by the same links. */
  removeGuest: (journeyId: string, sessionId: string) =>
    request<void>('DELETE', at('journeys', journeyId, 'guests', sessionId)),
  /** Revokes all links and puts everybody out who came by one. */
  endGuestAccess: (journeyId: string) => request<GuestAccess>('POST', at('journeys', journeyId, 'guests', 'end')),
  getWorkspaceGuests: (id: string, signal?: AbortSignal) =>
    request<GuestAccess>('GET', at('workspaces', id, 'guests'), { signal }),
  endWorkspaceGuestAccess: (id: string) => request<GuestAccess>('POST', at('workspaces', id, 'guests', 'end')),
  getLink: (token: string, signal?: AbortSignal) => request<LinkFacts>('GET', at('links', token), { signal }),
  /** `query`: how the journey is to be shown. */
  enterLink: (token: string, query: string, body: LinkEnter) =>
    request<{ readonly address: string }>('POST', `${at('links', token, 'enter')}${query}`, { body }),

  getEmbed: (journeyId: string, shareId: string, signal?: AbortSignal) =>
    request<EmbedBody>('GET', at('journeys', journeyId, 'shares', shareId, 'embed'), { signal }),
  setEmbed: (journeyId: string, shareId: string, sites: readonly string[]) =>
    request<EmbedBody>('PUT', at('journeys', journeyId, 'shares', shareId, 'embed'), { body: { sites } }),

  listDatasets: (workspace: string | null, signal?: AbortSignal) =>
    request<{ readonly datasets: readonly DatasetListItem[] }>('GET', datasetsOf(workspace), { signal }),
  getDataset: (id: string, signal?: AbortSignal) => request<DatasetBody>('GET', at('datasets', id), { signal }),
  /** Sends a file; the job profiles it, then the dataset waits for a mapping. */
  uploadDataset: (workspace: string | null, file: File, options?: Uploading) =>
    upload<DatasetStarted>(datasetsOf(workspace), file, options),
  createEmptyDataset: (workspace: string | null, name: string, personal?: PersonalColumns) =>
    request<Created>('POST', datasetsOf(workspace), { body: { name, personal } }),
  markPersonal: (id: string, personal: PersonalColumns) =>
    request<unknown>('PUT', at('datasets', id, 'personal'), { body: personal }),
  setTimeZone: (id: string, timeZone: string) =>
    request<unknown>('PUT', at('datasets', id, 'time-zone'), { body: { timeZone } }),
  renameDataset: (id: string, name: string) => request<unknown>('PATCH', at('datasets', id), { body: { name } }),
  deleteDataset: (id: string) => request<void>('DELETE', at('datasets', id)),
  /** All of a workspace; its name is typed out. */
  deleteAllDatasets: (workspaceId: string, name: string) =>
    request<{ readonly deleted: number }>('DELETE', at('workspaces', workspaceId, 'datasets'), { body: { name } }),
  /** Where one customer is in a workspace's data; nothing changes. */
  findCustomer: (workspaceId: string, id: string) =>
    request<CustomerTraces>('POST', at('workspaces', workspaceId, 'customers', 'find'), { body: { id } }),
  /** Deletes them from all of it; tells what went. */
  deleteCustomer: (workspaceId: string, id: string) =>
    request<CustomerTraces>('DELETE', at('workspaces', workspaceId, 'customers'), { body: { id } }),
  listCasesBehind: (number: NumberOfJourney, offset: number, signal?: AbortSignal) =>
    request<CasesBehind>('GET', casesBehindPath(number, { offset: String(offset) }), { signal }),
  getCustomerSight: (workspaceId: string, signal?: AbortSignal) =>
    request<CustomerSight>('GET', at('workspaces', workspaceId, 'customer-sight'), { signal }),
  setCustomerSight: (workspaceId: string, seenBy: CustomersSeenBy) =>
    request<CustomerSight>('PUT', at('workspaces', workspaceId, 'customer-sight'), { body: { seenBy } }),
  /** After how many days its events go, and how many go now by `days`. */
  getRetention: (id: string, days: number | null, signal?: AbortSignal) =>
    request<RetentionBody>('GET', `${at('datasets', id, 'retention')}${days === null ? '' : `?days=${days}`}`, {
      signal,
    }),
  setRetention: (id: string, days: number | null) =>
    request<RetentionBody>('PUT', at('datasets', id, 'retention'), { body: { days } }),
  chooseSheet: (id: string, sheet: string) =>
    request<DatasetStarted>('POST', at('datasets', id, 'sheet'), { body: { sheet } }),
  mapDataset: (id: string, mapping: DatasetMappingInput) =>
    request<DatasetStarted>('POST', at('datasets', id, 'mapping'), { body: mapping }),
  /** Rows that were left out, `limit` of them from `offset` on. */
  listRejects: (
    id: string,
    { offset, limit }: { readonly offset: number; readonly limit: number },
    signal?: AbortSignal,
  ) =>
    request<{ readonly total: number; readonly rejects: readonly RejectItem[] }>(
      'GET',
      `${at('datasets', id, 'rejects')}?offset=${offset}&limit=${limit}`,
      { signal },
    ),
  rejectsCsvUrl: (id: string) => `${at('datasets', id, 'rejects')}?format=csv`,
  /** Puts a question to the rows of a dataset. */
  askMetric: <Kind extends Metric['kind']>(
    id: string,
    metric: Extract<Metric, { readonly kind: Kind }>,
    signal?: AbortSignal,
  ) =>
    request<{ readonly answer: MetricAnswers[Kind] }>('POST', at('datasets', id, 'metrics'), { body: metric, signal }),
  /** The numbers of the cases in a persona's segment, or of those that start in a stretch of time. */
  getReadings: (journeyId: string, asked: AskedCases, signal?: AbortSignal) =>
    request<JourneyReadings>('GET', readingsPath(journeyId, asked), { signal }),
  /** How the numbers of a journey's elements went. */
  getTrends: (
    journeyId: string,
    asked: { readonly personaId: string | null; readonly range: TimeRange | LastDays | null },
    signal?: AbortSignal,
  ) => request<JourneyTrends>('GET', trendsPath(journeyId, asked), { signal }),
  /** When the cases of a journey's datasets start. */
  getCaseStarts: (journeyId: string, signal?: AbortSignal) =>
    request<StartsBody>('GET', at('journeys', journeyId, 'starts'), { signal }),
  /** The segments that a journey itself uses, by name. */
  listUsedSegments: (journeyId: string, signal?: AbortSignal) =>
    request<UsedSegments>('GET', at('journeys', journeyId, 'segments'), { signal }),
  listSegments: (workspace: string | null, signal?: AbortSignal) =>
    request<{ readonly segments: readonly SegmentItem[] }>(
      'GET',
      `/api/segments?${new URLSearchParams(inWorkspace(workspace))}`,
      { signal },
    ),
  createSegment: (body: Pick<SegmentItem, 'datasetId' | 'name' | 'rule'>) =>
    request<SegmentItem>('POST', '/api/segments', { body }),
  changeSegment: (id: string, body: Pick<SegmentItem, 'name' | 'rule'>) =>
    request<SegmentItem>('PATCH', at('segments', id), { body }),
  deleteSegment: (id: string) => request<void>('DELETE', at('segments', id)),
  listNamedMetrics: (workspace: string | null, signal?: AbortSignal) =>
    request<{ readonly metrics: readonly NamedMetricItem[] }>(
      'GET',
      `/api/metrics?${new URLSearchParams(inWorkspace(workspace))}`,
      { signal },
    ),
  createNamedMetric: (body: NamedMetricDraft) => request<NamedMetricItem>('POST', '/api/metrics', { body }),
  changeNamedMetric: (id: string, body: NamedMetricDraft) =>
    request<NamedMetricItem>('PUT', at('metrics', id), { body }),
  deleteNamedMetric: (id: string) => request<void>('DELETE', at('metrics', id)),
  /** What a metric says now, and what a draft would say. */
  readNamedMetric: (id: string, signal?: AbortSignal) =>
    request<NamedMetricReading>('GET', at('metrics', id, 'reading'), { signal }),
  tryNamedMetric: (body: NamedMetricDraft, signal?: AbortSignal) =>
    request<NamedMetricReading>('POST', '/api/metrics/reading', { body, signal }),
  ingestUrl: (id: string) => at('ingest', id),
  cancelJob: (id: string) => request<JobBody>('DELETE', at('jobs', id)),
  getJob: (id: string, signal?: AbortSignal) => request<JobBody>('GET', at('jobs', id), { signal }),
}

import type { Act } from '#shared/contract/acts.ts'

/** Why a route that changes something is not written into the audit log. */
export interface NotRecorded {
  readonly none: string
}

const not = (none: string): NotRecorded => ({ none })

/**
 * What each route does, as the audit log says it; the route itself may say more by `tell`. A route that changes something has to stand here,
 * with an act or with a reason why not: `tests/http/audit.test.ts` names the one that is missing (it is recorded as `other` until then).
 * A route that only reads stands here when access to data depends on it: links that are opened, files that are taken.
 */
export const ACTS_OF_ROUTES: Readonly<Record<string, Act | NotRecorded>> = {
  'GET /enter/:token': 'signed-in',
  'POST /api/links/:token/enter': 'share-opened',
  'GET /sso/callback': 'signed-in',
  'POST /api/sign-in': 'signed-in',
  'POST /api/password-reset': 'reset-asked',
  'POST /api/password-reset/:token': 'password-reset',
  'POST /api/email-confirmation/:token': 'address-confirmed',
  'PATCH /api/session': 'name-changed',
  'DELETE /api/session': 'signed-out',
  'PATCH /api/account': 'account-changed',
  'POST /api/account/proof': 'proved',
  'DELETE /api/account': 'account-deleted',
  'GET /api/account/export': 'account-exported',
  'DELETE /api/account/sessions/:id': 'session-ended',
  'POST /api/account/tokens': 'token-made',
  'DELETE /api/account/tokens/:id': 'token-revoked',
  'POST /api/invitations/:token/accept': 'invitation-taken',
  'POST /api/invitations/:token/join': 'invitation-taken',
  'POST /api/workspaces': 'workspace-made',
  'PATCH /api/workspaces/:id': 'workspace-changed',
  'DELETE /api/workspaces/:id/datasets': 'datasets-deleted',
  'POST /api/workspaces/:id/invitations': 'invitation-made',
  'DELETE /api/workspaces/:id/invitations/:invitationId': 'invitation-revoked',
  'PATCH /api/workspaces/:id/members/:personId': 'role-changed',
  'DELETE /api/workspaces/:id/members/:personId': 'member-removed',
  'POST /api/workspaces/:id/members/:personId/reset-link': 'reset-link-made',
  'GET /api/workspaces/:id/audit/export': 'audit-exported',
  'POST /api/journeys': 'journey-made',
  'GET /api/journeys/:id': 'journey-exported',
  'PATCH /api/journeys/:id': 'journey-renamed',
  'DELETE /api/journeys/:id': 'journey-deleted',
  'POST /api/journeys/:id/duplicate': 'journey-made',
  'POST /api/journeys/:id/shares': 'share-made',
  'PATCH /api/journeys/:id/shares/:shareId': 'share-changed',
  'DELETE /api/journeys/:id/shares/:shareId': 'share-revoked',
  'DELETE /api/journeys/:id/guests/:sessionId': 'guest-removed',
  'POST /api/journeys/:id/guests/end': 'guest-access-ended',
  'POST /api/workspaces/:id/guests/end': 'guest-access-ended',
  'POST /api/journeys/:id/images': not('an edit of the journey, which its activity tells'),
  'POST /api/journeys/:id/images/copy': not('an edit of the journey, which its activity tells'),
  'POST /api/journeys/:id/threads': not('talk beside the journey, where its author stands'),
  'PATCH /api/journeys/:id/threads/:threadId': not('talk beside the journey; who resolved it stands there'),
  'POST /api/journeys/:id/threads/:threadId/comments': not('talk beside the journey, where its author stands'),
  'POST /api/journeys/:id/comments/reads': not('what one has read oneself'),
  'PATCH /api/journeys/:id/comments/:commentId': not('one’s own words; that they were edited stands there'),
  'DELETE /api/journeys/:id/comments/:commentId': not('talk beside the journey; who removed it stands there'),
  'POST /api/journeys/:id/comments/:commentId/reactions': not('talk beside the journey, where its author stands'),
  'PATCH /api/notices/:id': not('what one has read oneself'),
  'POST /api/notices/read': not('what one has read oneself'),
  'PATCH /api/account/notices': not('how one is told of things oneself'),
  'POST /api/unsubscribe/:token': not('how one is told of things oneself'),
  'POST /api/backup/datasets': 'backup-made',
  'POST /api/datasets': 'dataset-made',
  'PATCH /api/datasets/:id': 'dataset-renamed',
  'DELETE /api/datasets/:id': 'dataset-deleted',
  'POST /api/datasets/:id/mapping': 'dataset-imported',
  'GET /api/datasets/:id/rejects': 'rejects-read',
  'POST /api/datasets/:id/metrics': not('a question; it changes nothing'),
  'POST /api/ingest/:dataset': not('live events come hundreds a second; the dataset counts them'),
}

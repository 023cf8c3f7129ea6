import { mkdir } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { Actor } from './access/actor.ts'
import { ownNodeUrl, peopleUrl, storeAddress } from './addresses.ts'
import { createAudit } from './audit/audit.ts'
import { createAuth } from './auth/auth.ts'
import { announceServer } from './backup/running-server.ts'
import { scheduleBackups } from './backup/schedule.ts'
import { createEmbeds } from './auth/embeds.ts'
import { createClosers } from './closers.ts'
import { startCommentWatch } from './comments/comment-watch.ts'
import { createComments } from './comments/comments.ts'
import { mentionablePeople } from './comments/mentionable.ts'
import { createRightsWatch } from './cluster/rights-watch.ts'
import type { Config } from './config.ts'
import { createDataHome } from './data-home.ts'
import { createSocketAuthorizer } from './http/authorize-socket.ts'
import { createCommentNews } from './http/comment-news.ts'
import { trustedProxies } from './http/client-address.ts'
import { closeServer } from './http/close-server.ts'
import { createInstruments } from './http/instruments/instruments.ts'
import { createLetters } from './http/letters.ts'
import { createLogger } from './http/logger.ts'
import { watchLoopLag } from './http/loop-lag.ts'
import { onDataNode } from './http/on-data-node.ts'
import { createLocalCounts, createSharedCounts } from './http/rate-counts.ts'
import { createReadiness } from './http/readiness.ts'
import { accountRoutes } from './http/routes/account.ts'
import { accessRoutes } from './http/routes/access.ts'
import { collectionRoutes } from './http/routes/collections.ts'
import { libraryRoutes } from './http/routes/library.ts'
import { moveJourneyRoutes } from './http/routes/move-journey.ts'
import { tagRoutes } from './http/routes/tags.ts'
import { auditRoutes } from './http/routes/audit.ts'
import { backupRoutes } from './http/routes/backup.ts'
import { commentRoutes } from './http/routes/comments.ts'
import { casesBehindRoutes } from './http/routes/cases-behind.ts'
import { verbatimsRoutes } from './http/routes/verbatims.ts'
import { customerRoutes } from './http/routes/customers.ts'
import { identityRoutes } from './http/routes/identity.ts'
import { datasetFileRoutes } from './http/routes/dataset-files.ts'
import { datasetRoutes } from './http/routes/datasets.ts'
import { embedRoutes } from './http/routes/embeds.ts'
import { enterRoutes } from './http/routes/enter.ts'
import { guestRoutes } from './http/routes/guests.ts'
import { healthRoutes } from './http/routes/health.ts'
import { imageCopyRoutes, imageRoutes } from './http/routes/images.ts'
import { ingestRoutes } from './http/routes/ingest.ts'
import { invitationRoutes } from './http/routes/invitations.ts'
import { jobRoutes } from './http/routes/jobs.ts'
import { journeyRoutes } from './http/routes/journeys.ts'
import { leavingRoutes } from './http/routes/leaving.ts'
import { linkRoutes } from './http/routes/links.ts'
import { memberRoutes } from './http/routes/members.ts'
import { metricsRoutes } from './http/routes/metrics.ts'
import { noticeRoutes } from './http/routes/notices.ts'
import { numbersRoutes } from './http/routes/numbers.ts'
import { passkeyRoutes } from './http/routes/passkeys.ts'
import { pastRoutes } from './http/routes/past.ts'
import { pullRoutes } from './http/routes/pulls.ts'
import { readingsRoutes } from './http/routes/readings.ts'
import { namedMetricRoutes } from './http/routes/named-metrics.ts'
import { segmentRoutes } from './http/routes/segments.ts'
import { sessionRoutes } from './http/routes/session.ts'
import { shareRoutes } from './http/routes/shares.ts'
import { sourceRoutes } from './http/routes/sources.ts'
import { signInRoutes } from './http/routes/sign-in.ts'
import { singleSignOnRoutes } from './http/routes/single-sign-on.ts'
import { workspaceRoutes } from './http/routes/workspaces.ts'
import { createServer } from './http/server.ts'
import { createUpgradeGate } from './http/upgrade-gate.ts'
import { createImages } from './journeys/images/images.ts'
import { createJourneyAccess } from './journeys/journey-access.ts'
import { createLibrary } from './journeys/library/library.ts'
import { createMarks } from './journeys/library/marks.ts'
import { measuredJourneys } from './journeys/library/measured-journeys.ts'
import { sightOf } from './journeys/library/sight.ts'
import { createTags } from './journeys/library/tags.ts'
import { excerptOpener } from './journeys/excerpts/open-excerpt.ts'
import { createJourneys } from './journeys/journeys.ts'
import { createActivity } from './journeys/past/activity.ts'
import { createReviews } from './journeys/past/reviews.ts'
import { createStretches } from './journeys/past/stretches.ts'
import { watchAssignments } from './journeys/past/watch-assignments.ts'
import { createLookout } from './journeys/apart/look-apart.ts'
import { createThumbnails } from './journeys/thumbnails.ts'
import { journeySources } from './journey-sources.ts'
import { createMailer } from './mail/mailer.ts'
import { startNoticeMail } from './notices/notice-mail.ts'
import { createNotices } from './notices/notices.ts'
import { readingsShown } from './metrics/readings-shown.ts'
import { createNamedMetrics } from './metrics/library/named-metrics.ts'
import { createSegments } from './metrics/segments.ts'
import { openDoorbell } from './open-doorbell.ts'
import { createSearchIndex } from './storage/search-index.ts'
import { startRetention, USUAL_RHYTHM } from './storage/retention.ts'
import { tellOwners } from './tell-owners.ts'
import { remindOfReviews } from './review-reminders.ts'
import { openStorage } from './storage/open-storage.ts'
import { createSync } from './sync/sync-server.ts'
import { VERSION } from './version.ts'
import { createCustomerSight } from './workspaces/customer-sight.ts'
import { createCollections } from './workspaces/collections.ts'
import { createWorkspaceRemoval } from './workspace-removal.ts'
import { createInvitations } from './workspaces/invitations.ts'
import { createWorkspaces } from './workspaces/workspaces.ts'
import type { CommentChanges } from '#shared/contract/comments.ts'

export interface App {
  readonly fastify: FastifyInstance
  /** Starts taking requests and sockets; from then on `url` is what people use. */
  listen(): Promise<void>
  /** Without a slash at the end. */
  readonly url: string
  /** Where what is kept, for the start message. Names no password. */
  readonly keptIn: string
  /** Signs the owner in. */
  readonly ownerLink: string
  /** How long and where the link holds, for the start message. */
  readonly ownerLinkHolds: string
  /**
   * Drains: takes nobody in any more, lets what is under way finish, puts everything on disk, tells clients to come back (to another
   * node), gives back what it holds. Takes less than ten seconds, whatever hangs.
   */
  close(): Promise<void>
}

/** The sockets are sent away in slices, and a store that is away is waited for. */
const DOORS_WITHIN_MS = 6_000
const REQUESTS_WITHIN_MS = 3_500

/** Builds the whole server, ready to listen. What was opened is closed again when a part cannot start. */
export async function createApp(config: Config): Promise<App> {
  const { dataFolder, databaseUrl, publicUrl } = config
  const logger = createLogger(config.logLevel)
  const closers = createClosers(logger)
  try {
    await mkdir(dataFolder, { recursive: true })
    const lag = watchLoopLag()
    closers.add('loop lag', () => lag.close())
    const instruments = createInstruments({ version: VERSION, lag })
    const storage = await openStorage({ dataFolder, databaseUrl, historyDays: config.historyDays, logger })
    closers.add('storage', () => storage.close(), 1_000)
    const { database, log } = storage
    const audit = createAudit({ database })
    const oldActs = startRetention(audit, config.auditDays, logger, USUAL_RHYTHM, 'the oldest of the audit log')
    closers.add('audit log', () => oldActs.close(), 500)
    const isShared = storage.dialect === 'postgres'
    const doorbell = await openDoorbell(config.redisUrl, storage, logger)
    closers.add('doorbell', () => doorbell.close(), 1_000)
    const { secret, token, oidc } = config
    const auth = await createAuth({ database, dataFolder, secret, token, oidc, publicUrl, isShared })
    const authorize = createSocketAuthorizer({ auth, publicUrl, placeOf: (id) => journeys.placeOf(id) })
    const rooms = createSync({
      log,
      authorize,
      logger,
      openExcerpt: excerptOpener(readingsShown),
      onCommit: instruments.commitTook,
      ...(isShared && { doorbell }),
    })
    const askAgain = rooms.askAgain.bind(rooms)
    const rights = await createRightsWatch({ database, doorbell, askAgain, isShared, logger })
    const data = await createDataHome({
      config,
      nodeId: doorbell.nodeId,
      storage,
      rooms,
      sealer: auth.sealer,
      logger,
    })
    const index = createSearchIndex(database, storage.dialect)
    const lookout = createLookout(log)
    const thumbnails = createThumbnails({ database, lookout })
    const journeys = await createJourneys({ database, rooms, lookout, index, thumbnails, isShared, logger })
    const removal = createWorkspaceRemoval({
      database,
      removeJourney: (id) => journeys.removeNow(id),
      removeDataset: (id) => data.datasets.remove(id),
      isHere: data.door.isHere,
      logger,
    })
    const mailer = createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom, logger })
    const comments = createComments({ database })
    const notices = createNotices({ database, hasMail: mailer !== null, push: rooms.push.bind(rooms) })
    const noticeMail = startNoticeMail({
      database,
      notices,
      send: mailer && mailer.send.bind(mailer),
      url: () => url(),
      unsubscribeTokenOf: (personId) => auth.unsubscribeTokenOf(personId),
      logger,
    })
    const pushComments = (journeyId: string, changes: CommentChanges): void =>
      rooms.pushHere(journeyId, { kind: 'comments', ...changes })
    const commentWatch = isShared
      ? startCommentWatch({ database, openJourneyIds: () => rooms.openJourneyIds(), pushHere: pushComments, logger })
      : null
    closers.add(
      'services',
      async () => {
        await removal.close()
        await Promise.all([rights.close(), data.close(), journeys.close(), noticeMail.close(), commentWatch?.close()])
        await lookout.close()
      },
      3_000,
    )
    const embeds = createEmbeds(database)
    const images = createImages({ database })
    const workspaces = createWorkspaces({ database })
    const collections = createCollections({ database })
    const library = createLibrary({ database, index })
    const tags = createTags(database)
    const lists = {
      collections,
      workspaces,
      library,
      tags,
      rights,
      journeys,
      sightOf: (actor: Actor, workspaceId: string | undefined) => sightOf(database, actor, workspaceId),
    }

    const isTrustedProxy = trustedProxies(config.trustedProxies)
    const gate = createUpgradeGate({ limits: config, isTrustedProxy, lag, logger })
    instruments.watch({ syncFigures: () => rooms.figures(), gate, doorbell })
    const readiness = createReadiness({ checkStore: () => storage.check(), doorbell, appFolder: config.appFolder })
    const { datasets, metrics, door } = data
    const letters = createLetters({ auth, mailer, url: () => url() })
    const doors = { auth, rights, mailer, letters, url: () => url(), publicUrl }
    const reviews = createReviews({ database })
    const stretches = createStretches({ database, log, onAssigned: tellOwners({ database, journeys, notices }) })
    const activity = createActivity({ database, stretches })
    const assignments = watchAssignments({ database, rooms, stretches, logger })
    const reminders = remindOfReviews({ reviews, notices, logger })
    closers.add('reminders', async () => void (await Promise.all([assignments.close(), reminders.close()])), 500)
    const sources = journeySources({ database, datasets, metrics })
    const fastify = await createServer({
      auth,
      audit,
      logger,
      publicUrl,
      isTrustedProxy,
      countTry: isShared ? createSharedCounts({ database, logger }) : createLocalCounts(),
      instruments,
      appFolder: config.appFolder,
      version: VERSION,
      routes: [
        healthRoutes({ version: VERSION, readiness }),
        metricsRoutes({ instruments, token: config.metricsToken }),
        enterRoutes({ auth, rights, publicUrl }),
        linkRoutes({ auth, journeys, rights, embeds, publicUrl }),
        signInRoutes(doors),
        passkeyRoutes(doors),
        singleSignOnRoutes(doors),
        invitationRoutes({ ...doors, workspaces, invitations: createInvitations(database) }),
        accountRoutes({ auth, rights, letters, publicUrl, provesAddresses: mailer !== null }),
        leavingRoutes({ auth, rights }),
        sessionRoutes({ auth, workspaces, rights, url: doors.url }),
        workspaceRoutes({ ...lists, removal }),
        auditRoutes({ audit, workspaces, keptDays: config.auditDays }),
        memberRoutes({ auth, workspaces, rights, publicUrl }),
        journeyRoutes({ ...lists, reviews, thumbnails, images, sources, door }),
        libraryRoutes({ ...lists, marks: createMarks(database) }),
        collectionRoutes(lists),
        accessRoutes({ ...lists, auth, journeyAccess: createJourneyAccess(database) }),
        tagRoutes(lists),
        pastRoutes({ ...lists, activity, reviews, rooms }),
        imageRoutes({ images, journeys }),
        imageCopyRoutes({ images, journeys }),
        commentRoutes({
          comments,
          journeys,
          notices,
          news: createCommentNews({ comments, notices, rooms }),
          mentionable: (asked) => mentionablePeople(database, asked),
        }),
        noticeRoutes({ notices, auth, hasMail: mailer !== null }),
        shareRoutes({ auth, journeys, rooms, rights, publicUrl }),
        guestRoutes({ auth, journeys, rooms, rights }),
        embedRoutes({ auth, embeds, journeys, appFolder: config.appFolder, publicUrl }),
        onDataNode(door, [
          backupRoutes({ auth, dataFolder, copyDatasets: (file) => data.copyTo(file) }),
          datasetRoutes({ datasets, workspaces }),
          datasetFileRoutes({ datasets }),
          customerRoutes({ datasets }),
          identityRoutes({ datasets, sight: createCustomerSight(database) }),
          ingestRoutes({ datasets }),
          pullRoutes({ pulls: data.pulls, datasets }),
          sourceRoutes({ sources: data.sources, datasets }),
          jobRoutes({ datasets }),
          readingsRoutes({ metrics, journeys, datasets }),
          casesBehindRoutes({ metrics, journeys, sight: createCustomerSight(database) }),
          verbatimsRoutes({ metrics, journeys, sight: createCustomerSight(database) }),
          numbersRoutes({
            metrics,
            measured: async (actor, workspaceId, page) =>
              measuredJourneys(database, await sightOf(database, actor, workspaceId), workspaceId, page),
          }),
          moveJourneyRoutes({ ...lists, auth, datasets, metrics }),
          namedMetricRoutes({ named: createNamedMetrics(database), metrics, datasets }),
          segmentRoutes({ segments: createSegments(database), datasets, rooms, metrics }),
        ]),
      ],
    })
    fastify.server.on('upgrade', (request, socket, head) => {
      const admitted = gate.admit(request, socket)
      if (admitted !== null) rooms.handleUpgrade(request, socket, head, admitted.logger)
    })
    closers.add(
      'doors',
      async () => {
        readiness.drain()
        await Promise.all([rooms.close(), closeServer(fastify, REQUESTS_WITHIN_MS)])
      },
      DOORS_WITHIN_MS,
    )

    const url = (): string => peopleUrl(fastify.server, config)
    return {
      fastify,
      get url() {
        return url()
      },
      keptIn:
        databaseUrl === null
          ? `Everything is kept in ${dataFolder}`
          : `Journeys are kept in PostgreSQL at ${storeAddress(databaseUrl)}, datasets in ${dataFolder}`,
      get ownerLink() {
        return `${url()}/enter/${auth.ownerToken}`
      },
      ownerLinkHolds: isShared ? 'for a day, on every node' : 'until the next start',
      async listen() {
        await fastify.listen({ port: config.port, host: config.host })
        await data.start(ownNodeUrl(fastify.server, config))
        closers.add('address', await announceServer(dataFolder, ownNodeUrl(fastify.server, config)))
        if (config.backup) {
          const backups = scheduleBackups({ plan: config.backup, isMine: () => data.door.isHere(), logger })
          closers.add('backups', () => backups.close(), 1_000)
        }
      },
      close: () => closers.closeAll(),
    }
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}

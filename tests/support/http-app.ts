import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { type App, createApp } from '#server/app.ts'
import { type Config, readConfig } from '#server/config.ts'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  readonly headers: Headers
}

export interface RequestOptions {
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly cookie?: string | undefined
  readonly bearer?: string | undefined
}

export interface TestApp {
  readonly app: App
  readonly folder: string
  /** The PostgreSQL that it keeps everything else in; `null`: the folder. */
  readonly databaseUrl: string | null
  /** Sends a request to the real listening server; JSON bodies are parsed, others come as text. Redirects are not followed. */
  request<Body = unknown>(address: string, options?: RequestOptions): Promise<Answer<Body>>
  /** Opens the owner link; the cookie of the new session. */
  signIn(): Promise<string>
  /** Opens a share link as a browser without (or with) a session; the cookie it then has. */
  openShare(token: string, cookie?: string): Promise<string>
  close(): Promise<void>
}

/** A whole server on a data folder, listening on a free port; closed (and a folder of its own removed) when the test is over. */
export async function startTestApp(settings: Partial<Config> = {}): Promise<TestApp> {
  const folder = settings.dataFolder ?? (await mkdtemp(path.join(os.tmpdir(), 'waymark-http-')))
  const app = await createApp({ ...readConfig({}), port: 0, logLevel: 'silent', dataFolder: folder, ...settings })
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => (closing ??= app.close())
  onTestFinished(async () => {
    await close()
    if (settings.dataFolder === undefined) await rm(folder, { recursive: true, force: true })
  })
  await app.listen()
  const base = app.url

  const request = async <Body>(address: string, options: RequestOptions = {}): Promise<Answer<Body>> => {
    const { method = 'GET', body, cookie, bearer } = options
    const hasText = typeof body === 'string'
    const response = await fetch(address.startsWith('http') ? address : base + address, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookie === undefined ? {} : { cookie }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: hasText ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return { status: response.status, body: (isJson ? JSON.parse(text) : text) as Body, headers: response.headers }
  }

  const cookieOf = ({ headers }: Answer<unknown>): string | undefined => headers.get('set-cookie')?.split(';', 1)[0]

  return {
    app,
    folder,
    databaseUrl: settings.databaseUrl ?? null,
    request,
    close,
    async signIn() {
      const cookie = cookieOf(await request(app.ownerLink))
      if (cookie === undefined) throw new Error('The owner link set no cookie.')
      return cookie
    },
    async openShare(token, cookie) {
      const entering = { method: 'POST', body: {}, cookie }
      const opened = cookieOf(await request(`/api/links/${token}/enter`, entering)) ?? cookie
      if (opened === undefined) throw new Error('The share link set no cookie.')
      return opened
    },
  }
}

/** A journey and links to it, made by the owner. */
export async function makeSharedJourney(test: TestApp, owner: { cookie?: string; bearer?: string }) {
  const journey = await test.request<{ id: string }>('/api/journeys', {
    method: 'POST',
    body: { title: 'Shared' },
    ...owner,
  })
  const shares = `/api/journeys/${journey.body.id}/shares`
  const share = async (role: 'viewer' | 'editor') =>
    (
      await test.request<{ id: string; token: string; url: string }>(shares, {
        method: 'POST',
        body: { role },
        ...owner,
      })
    ).body
  return { id: journey.body.id, viewer: await share('viewer'), editor: await share('editor') }
}

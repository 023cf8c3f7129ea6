import path from 'node:path'
import { expect, it } from 'vitest'
import { readConfig, StartError } from '#server/config.ts'

it('has a default for everything', () => {
  expect(readConfig({})).toMatchObject({
    port: 4400,
    host: '127.0.0.1',
    dataFolder: path.resolve('data'),
    token: null,
    publicUrl: null,
    engineMemoryMb: 1024,
    trustedProxies: [],
    maxConnections: 20_000,
    maxConnectionsPerAddress: 2_000,
    connectsPerSecond: 200,
  })
})

it('trusts proxies on this machine once it is told where people find it, and others when they are named', () => {
  const WAYMARK_URL = 'https://a.example'
  expect(readConfig({ WAYMARK_URL }).trustedProxies).toEqual(['loopback'])
  const WAYMARK_TRUST_PROXY = '10.0.0.5, 10.1.0.0/16,loopback,fd00::/8'
  const trustedProxies = ['10.0.0.5', '10.1.0.0/16', 'loopback', 'fd00::/8']
  expect(readConfig({ WAYMARK_URL, WAYMARK_TRUST_PROXY })).toMatchObject({ trustedProxies })
  expect(readConfig({ WAYMARK_TRUST_PROXY })).toMatchObject({ trustedProxies })
})

it('reads what is set, and takes what is set to nothing as not set', () => {
  const env = {
    PORT: '8080',
    HOST: '0.0.0.0',
    WAYMARK_DATA: '/tmp/x',
    WAYMARK_URL: 'https://a.example/',
    WAYMARK_TOKEN: '',
  }
  expect(readConfig(env)).toMatchObject({
    port: 8080,
    host: '0.0.0.0',
    dataFolder: '/tmp/x',
    publicUrl: 'https://a.example',
    token: null,
  })
})

it('calls the provider of identities after its host unless it is said otherwise', () => {
  const env = {
    WAYMARK_OIDC_ISSUER: 'https://login.example/realm',
    WAYMARK_OIDC_CLIENT_ID: 'waymark',
    WAYMARK_OIDC_CLIENT_SECRET: 'secret',
  }
  const oidc = {
    issuer: 'https://login.example/realm',
    clientId: 'waymark',
    clientSecret: 'secret',
    maxAgeMinutes: null,
    acr: [],
    signsOut: false,
  }
  const strict = { WAYMARK_OIDC_MAX_AGE_MINUTES: '60', WAYMARK_OIDC_ACR: 'phr phrh', WAYMARK_OIDC_SIGN_OUT: 'yes' }
  const checked = { maxAgeMinutes: 60, acr: ['phr', 'phrh'], signsOut: true }
  expect(readConfig({ ...env, ...strict }).oidc).toEqual({ ...oidc, ...checked, label: 'login.example' })
  expect(readConfig(env).oidc).toEqual({ ...oidc, label: 'login.example' })
  expect(readConfig({ ...env, WAYMARK_OIDC_LABEL: 'Example' }).oidc).toEqual({ ...oidc, label: 'Example' })
  expect(readConfig({}).oidc).toBeNull()
})

it.each([
  [{ PORT: 'abc' }, 'PORT has to be a number'],
  [{ PORT: '70000' }, 'PORT has to be at most 65535'],
  [{ PORT: '4400.5' }, 'PORT has to be a whole number'],
  [{ WAYMARK_URL: 'ftp://x' }, 'WAYMARK_URL has to be an address like'],
  [{ WAYMARK_TOKEN: 'two words' }, 'WAYMARK_TOKEN has to be letters'],
  [{ WAYMARK_TRUST_PROXY: 'nginx' }, 'WAYMARK_TRUST_PROXY has to be addresses or ranges'],
  [{ WAYMARK_TRUST_PROXY: '10.0.0.0/33' }, 'WAYMARK_TRUST_PROXY has to be addresses or ranges'],
  [{ WAYMARK_TRUST_PROXY: 'fe80::1%eth0' }, 'WAYMARK_TRUST_PROXY has to be addresses or ranges'],
  [{ WAYMARK_MAX_CONNECTIONS_PER_ADDRESS: '0' }, 'WAYMARK_MAX_CONNECTIONS_PER_ADDRESS has to be 1 or more'],
  [{ WAYMARK_LOG: 'loud' }, 'WAYMARK_LOG has to be one of'],
  [{ WAYMARK_SMTP_URL: 'mail.example' }, 'WAYMARK_SMTP_URL has to be an address like smtp://'],
  [{ WAYMARK_SMTP_URL: 'smtp://mail.example' }, 'WAYMARK_SMTP_URL needs WAYMARK_URL'],
  [{ WAYMARK_MAIL_FROM: 'Waymark' }, 'WAYMARK_MAIL_FROM has to be an address like'],
  [{ WAYMARK_OIDC_ISSUER: 'http://login.example' }, 'WAYMARK_OIDC_ISSUER has to be an address like https://'],
  [{ WAYMARK_OIDC_ISSUER: 'https://login.example' }, 'Single sign-on needs all of'],
])('%j is refused in plain words', (env, words) => {
  expect(() => readConfig(env)).toThrow(words)
  expect(() => readConfig(env)).toThrow(StartError)
})

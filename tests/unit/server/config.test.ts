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
  })
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

it.each([
  [{ PORT: 'abc' }, 'PORT has to be a number'],
  [{ PORT: '70000' }, 'PORT has to be at most 65535'],
  [{ PORT: '4400.5' }, 'PORT has to be a whole number'],
  [{ WAYMARK_URL: 'ftp://x' }, 'WAYMARK_URL has to be an address like'],
  [{ WAYMARK_TOKEN: 'two words' }, 'WAYMARK_TOKEN has to be letters'],
  [{ WAYMARK_LOG: 'loud' }, 'WAYMARK_LOG has to be one of'],
])('%j is refused in plain words', (env, words) => {
  expect(() => readConfig(env)).toThrow(words)
  expect(() => readConfig(env)).toThrow(StartError)
})

import { describe, expect, it } from 'vitest'
import { createAddressGuard, isPublicAddress } from '#server/datasets/pulls/address-guard.ts'

const answering =
  (...addresses: readonly string[]) =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))

describe('isPublicAddress', () => {
  it.each([
    '93.184.216.34',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '192.167.1.1',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    'nonsense',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('the guard', () => {
  it('gives the address that it looked at', async () => {
    const guard = createAddressGuard([], answering('93.184.216.34', '2606:4700::1111'))
    expect(await guard.resolve('files.example.org')).toEqual({ address: '93.184.216.34', family: 4 })
  })

  it('refuses a name when any of its addresses is not public', async () => {
    const guard = createAddressGuard([], answering('93.184.216.34', '127.0.0.1'))
    await expect(guard.resolve('files.example.org')).rejects.toThrow('not on the public internet (127.0.0.1)')
  })

  it.each(['127.0.0.1', '[::1]', 'localhost.', '169.254.169.254', '2130706433', '0x7f.1'])(
    'refuses %s, however it is written',
    async (host) => {
      // What the system makes of odd spellings is looked at like any answer.
      const guard = createAddressGuard([], answering('127.0.0.1'))
      await expect(guard.resolve(host)).rejects.toThrow('not on the public internet')
    },
  )

  it('lets named hosts be in the own network, but nothing be a cloud’s metadata', async () => {
    const guard = createAddressGuard(['Files.lan', '10.0.0.5'], answering('192.168.1.7'))
    expect(await guard.resolve('files.LAN')).toMatchObject({ address: '192.168.1.7' })
    expect(await guard.resolve('10.0.0.5')).toMatchObject({ address: '10.0.0.5' })
    await expect(guard.resolve('10.0.0.6')).rejects.toThrow('not on the public internet')
    expect([guard.isNamed('files.lan'), guard.isNamed('sub.files.lan')]).toEqual([true, false])
    const led = createAddressGuard(['files.lan', '169.254.169.254'], answering('169.254.169.254'))
    await expect(led.resolve('files.lan')).rejects.toThrow('not on the public internet')
    await expect(led.resolve('169.254.169.254')).rejects.toThrow('not on the public internet')
  })

  it('says that there is no such server', async () => {
    const guard = createAddressGuard([], () => Promise.reject(new Error('ENOTFOUND')))
    await expect(guard.resolve('nowhere.example')).rejects.toThrow('There is no server called “nowhere.example”.')
  })
})

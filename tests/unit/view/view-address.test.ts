import { expect, it } from 'vitest'
import { fragmentOf, linkToElement, targetOf, viewAddressOf } from '#src/view/view-address.ts'

const address = (pathname: string, search = '', hash = '') => viewAddressOf({ pathname, search, hash })

it('knows the page of a journey, and what of it is to be seen', () => {
  expect(address('/view/j1', '?saved=v1&persona=p1', '#step1.conversion')).toEqual({
    place: { kind: 'page', journeyId: 'j1' },
    target: { elementId: 'step1', measure: 'conversion' },
    saved: 'v1',
    personaId: 'p1',
    presents: false,
    follows: false,
  })
  expect(address('/view/j1', '?present')).toMatchObject({ presents: true, follows: false })
  expect(address('/view/j1', '?follow')).toMatchObject({ presents: false, follows: true })
})

it('puts the token of an embed together from its path and what stands behind the #', () => {
  expect(address('/embed/share1/j1', '', '#signature')).toMatchObject({
    place: { kind: 'embed', journeyId: 'j1', token: 'share1.signature' },
    target: null,
  })
  expect(address('/embed/share1/j1', '', '#signature/card1')).toMatchObject({
    target: { elementId: 'card1', measure: null },
  })
})

it.each(['/', '/view', '/view/a/b', '/embed/a', '/journeys/a'])('does not take %s for its own', (pathname) => {
  expect(address(pathname)).toBeNull()
})

it.each(['', 'a b', '<script>', 'a.b.c', 'x'.repeat(65), 'a/b'])('takes “%s” for no element', (fragment) => {
  expect(targetOf(fragment)).toBeNull()
})

it('writes a link that it reads itself', () => {
  const target = { elementId: 'card-1_x', measure: 'cases' }
  expect(targetOf(fragmentOf(target))).toEqual(target)
  expect(linkToElement('https://w.example', 'j1', target)).toBe('https://w.example/view/j1#card-1_x.cases')
})

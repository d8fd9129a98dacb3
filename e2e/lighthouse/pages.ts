/** A page of the console, whose address may need somebody's id. */
export interface PageToMeasure {
  readonly name: string;
  readonly isSignedIn: boolean;
  readonly path: (userId: string) => string;
}

export const PAGES: readonly PageToMeasure[] = [
  { name: 'sign-in', isSignedIn: false, path: () => '/sign-in' },
  { name: 'list', isSignedIn: true, path: () => '/users' },
  { name: 'home', isSignedIn: true, path: () => '/home' },
  { name: 'detail', isSignedIn: true, path: (userId) => `/users/${userId}/page` },
];

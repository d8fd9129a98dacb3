/** The subscription of a console (client/src/users/writes.documents.ts) with its default list. */
export const USER_CHANGED = `subscription UserChanged {
  userChanged {
    kind
    user {
      id version email displayName title department status roles { id name } createdAt updatedAt lastSignInAt
      givenName familyName phone locale timeZone viewerCanUpdate viewerCanDelete viewerCanChangeRoles hasSecondFactor
      position { cursor previousId nextId }
    }
    users { totalCount totalCountIsCapped }
  }
}`;

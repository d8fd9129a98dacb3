import { graphql } from '../../gql';

/** Who else edits an open user, and who changed what since somebody began to edit. */
export const UserActivityDocument = graphql(`
  subscription UserActivity($id: ID!, $isEditing: Boolean!, $since: Int!) {
    userActivity(id: $id, isEditing: $isEditing) {
      editors {
        isOwn
        user {
          id
          displayName
        }
      }
      changes(since: $since) @include(if: $isEditing) {
        ...FieldChange
      }
    }
  }
`);

import { graphql } from '../gql';

export const HomeDocument = graphql(`
  query Home {
    home {
      userCount
      states {
        state
        count
        countIsCapped
      }
      neverSignedIn
      dormant
      withoutSecondFactor
      departments {
        top {
          value
          label
          count
        }
        others
      }
      roles {
        top {
          value
          label
          count
        }
        others
      }
      languages {
        top {
          value
          label
          count
        }
        others
      }
      days {
        day
        added
        active
        signIns
        failures
        isCapped
        totals {
          active
          invited
          neverSignedIn
          withoutSecondFactor
        }
      }
    }
  }
`);

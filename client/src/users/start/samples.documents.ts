import { graphql } from '../../gql';

export const AddSamplePeopleDocument = graphql(`
  mutation AddSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {
    write: addSamplePeople {
      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {
        ...UserPage
      }
      firstSteps {
        ...FirstStepsParts
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

export const RemoveSamplePeopleDocument = graphql(`
  mutation RemoveSamplePeople($first: Int!, $where: UserWhere, $search: String, $orderBy: UserOrder) {
    write: removeSamplePeople {
      users(first: $first, where: $where, search: $search, orderBy: $orderBy) {
        ...UserPage
      }
      firstSteps {
        ...FirstStepsParts
      }
      userErrors {
        ...FormError
      }
    }
  }
`);

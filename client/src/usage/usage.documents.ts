import { graphql } from '../gql';

export const UsageDocument = graphql(`
  query Usage {
    usage {
      isOn
      days
      counters {
        feature
        outcome
        counts
        total
        medianMs
        mostMs
      }
    }
  }
`);

export const UsageSettingsDocument = graphql(`
  query UsageSettings {
    usageSettings {
      directory
      viewer
    }
  }
`);

export const SetDirectoryUsageDocument = graphql(`
  mutation SetDirectoryUsage($isCounted: Boolean!) {
    write: setDirectoryUsage(isCounted: $isCounted) {
      settings {
        directory
        viewer
      }
    }
  }
`);

export const SetOwnUsageDocument = graphql(`
  mutation SetOwnUsage($isCounted: Boolean!) {
    write: setOwnUsage(isCounted: $isCounted) {
      settings {
        directory
        viewer
      }
    }
  }
`);

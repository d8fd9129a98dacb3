import { DefaultApolloClient } from '@vue/apollo-composable';
import icons from '@nuxt/ui/runtime/vue/plugins/icons.js';
import { createApp } from 'vue';
import App from './App.vue';
import { createApollo } from './apollo';
import { preferredLanguage, showLanguage } from './lib/language';
import { createTexts } from './messages/messages';
import { router } from './router';
import './theme.css';

const language = preferredLanguage();
showLanguage(language);
const texts = createTexts(language);

const apollo = createApollo({
  language: () => texts.global.locale.value,
  typePolicies: {},
});

createApp(App).use(texts).use(router).use(icons).provide(DefaultApolloClient, apollo).mount('#app');

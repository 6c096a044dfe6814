/// <reference types="vitepress/client" />
// Without its fonts: those of the reader's system are there already.
import type { Theme } from 'vitepress';
import theme from 'vitepress/theme-without-fonts';
import { defineAsyncComponent } from 'vue';

import './style.css';

export default {
  extends: theme,
  enhanceApp({ app }) {
    // Only its own page loads it.
    app.component(
      'Playground',
      defineAsyncComponent(() => import('../playground/Playground.vue')),
    );
  },
} satisfies Theme;

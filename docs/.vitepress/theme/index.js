// Without VitePress's fonts: the reader's system has some.
import DefaultTheme from 'vitepress/theme-without-fonts';
import './theme.css';

export default DefaultTheme;

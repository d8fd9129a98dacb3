/*
 * What floats above a page, and is on none when it is first drawn. It is one file of the build (code-groups.ts), loaded when the
 * browser is idle or a button that opens one of these is pointed at.
 */
export { default as DropdownMenu } from '@nuxt/ui/components/DropdownMenu.vue';
export { default as Modal } from '@nuxt/ui/components/Modal.vue';
export { default as Popover } from '@nuxt/ui/components/Popover.vue';
export { default as Slideover } from '@nuxt/ui/components/Slideover.vue';
export { default as Toaster } from '@nuxt/ui/components/Toaster.vue';

import '@astrojs/starlight';

# The command line in an image: docker run --rm --volume "$PWD:/src:ro" laravel-k8s
FROM node:20-alpine AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs && rm dist/extension.js

FROM node:20-alpine
COPY --from=build /build/dist/ /opt/laravel-k8s/
USER node
WORKDIR /src
ENTRYPOINT ["node", "/opt/laravel-k8s/cli.js"]
CMD ["check"]

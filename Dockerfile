# The tool by itself: docker run --rm -it -u "$(id -u):$(id -g)" -v "$PWD:/work" qdrant-auth init my-qdrant
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm install --no-save --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run --silent build

FROM node:24.11.1-bookworm-slim
COPY --from=build /src/bin/qdrant-auth.js /src/bin/load.js /opt/qdrant-auth/bin/
COPY --from=build /src/dist /opt/qdrant-auth/dist
ENV NODE_ENV=production
# The image's user `node`, unless -u names the one whose files are to be written.
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["node", "/opt/qdrant-auth/bin/qdrant-auth.js"]
CMD ["--help"]

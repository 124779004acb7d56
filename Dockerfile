# syntax=docker/dockerfile:1
# Three stages: the browser app and the server are built where compilers are, and run where there are none.

FROM rust:1.95-bookworm AS build
# Node for the stylesheet compiler and wasm-opt.
COPY --from=node:22-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:22-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    --mount=type=cache,target=/root/.npm \
    cargo run --locked --package xtask -- bundle \
    && cargo build --locked --release --package cairn \
    && install -D target/release/cairn /out/cairn

FROM debian:bookworm-slim
# The system's certificates: mail servers are asked for theirs. curl: the health check. Fonts: names on certificates, in any writing.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl fonts-noto-core fonts-wqy-microhei tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /var/lib/cairn --uid 10001 cairn \
    && install -d -o cairn -m 700 /var/lib/cairn/var
COPY --from=build /out/cairn /usr/local/bin/cairn
COPY demo /usr/share/cairn/demo
USER cairn
WORKDIR /var/lib/cairn
ENV CAIRN_HOST=0.0.0.0 CAIRN_VAR_DIR=/var/lib/cairn/var CAIRN_LOG_FORMAT=json
VOLUME /var/lib/cairn/var
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD curl --fail --silent http://127.0.0.1:8080/readyz
ENTRYPOINT ["tini", "--", "cairn"]
CMD ["serve"]

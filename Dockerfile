# docker build -t verbatim . && docker run --rm -it verbatim check
# With Docker Compose: docker compose up -d --build (see compose.yaml).

# --- what is only needed to build
FROM python:3.13.16-slim-trixie@sha256:bf44cdfcb76cd3b41e879bc058fc37ec5872002ccfde7fcb765e218cde0cd79c AS build
WORKDIR /app

# The packages first, exactly those of the lock files: this step is done again only where they changed.
COPY .ci/requirements.txt .ci/build-requirements.txt ./
RUN python -m venv --without-pip /venv \
    && python -m venv --without-pip /builder \
    && pip --python /venv/bin/python install --no-cache-dir --disable-pip-version-check \
        --require-hashes -r requirements.txt \
    && pip --python /builder/bin/python install --no-cache-dir --disable-pip-version-check \
        --require-hashes -r build-requirements.txt

COPY pyproject.toml README.md LICENSE .env.example ./
COPY bot ./bot
COPY retrieval ./retrieval
COPY seeds ./seeds
RUN /builder/bin/hatchling build --target wheel \
    && pip --python /venv/bin/python install --no-cache-dir --disable-pip-version-check --no-index --no-deps dist/*.whl \
    && XDG_CACHE_HOME=/cache /venv/bin/python -c "from retrieval import Story; Story.load()"

# --- what runs
FROM python:3.13.16-slim-trixie@sha256:bf44cdfcb76cd3b41e879bc058fc37ec5872002ccfde7fcb765e218cde0cd79c
RUN groupadd --gid 10001 verbatim \
    && useradd --no-log-init --uid 10001 --gid verbatim --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin verbatim \
    && install -d -o verbatim -g verbatim -m 0700 /data
COPY --from=build /venv /venv
COPY --from=build --chown=10001:10001 /cache /cache
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    XDG_CACHE_HOME=/cache \
    HEALTH_PORT=8099
WORKDIR /data
USER 10001:10001
VOLUME ["/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["verbatim", "health"]
ENTRYPOINT ["verbatim"]

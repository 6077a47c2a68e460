# One image for all processes of Kinerja; docker-compose.yml gives each its command (launcher/system_map.py).
FROM python:3.11.14-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
COPY requirements.txt /requirements.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-deps --require-hashes --only-binary :all: -r /requirements.txt

FROM python:3.11.14-slim-bookworm AS kinerja
LABEL org.opencontainers.image.title="Kinerja" \
      org.opencontainers.image.description="Pengumpulan dan Pengukuran Data Kinerja, SOP 067/01/SOP/K.MTB/2022" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"

# A volume that is empty takes the owner of the folder it is mounted on; the root file system is read-only.
RUN groupadd --gid 10001 kinerja \
    && useradd --uid 10001 --gid kinerja --no-create-home --home-dir /tmp --shell /usr/sbin/nologin kinerja \
    && install --directory --owner=kinerja --group=kinerja --mode=0750 /data /data/files /data/mailbox

COPY --from=packages /venv /venv
WORKDIR /app
COPY launcher launcher
COPY shared shared
COPY services services
RUN /venv/bin/python -m compileall -q launcher shared services

ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    PYTHONUTF8=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp
USER 10001:10001
STOPSIGNAL SIGTERM
CMD ["python", "-m", "services.intake.web"]

/** A manifest as people write it: several documents, lists with and without indentation, quotes, comments, a script. */
export const shop = `# The shop, as it runs in production.
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-env
  namespace: shop
  labels:
    app.kubernetes.io/name: shop
data:
  APP_ENV: production
  APP_URL: "https://shop.example.com"
  SESSION_DRIVER: redis # was: file
  SESSION_LIFETIME: "120"
  REDIS_HOST: redis.shop.svc.cluster.local
  REDIS_PORT: "6379"
  php.ini: |
    memory_limit = 256M
    session.gc_maxlifetime = 7200

    opcache.enable = 1
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3
  selector:
    matchLabels: { app: web, tier: front }
  template:
    metadata:
      labels:
        app: web
        tier: front
    spec:
      initContainers:
      - name: migrate
        image: registry.example.com/shop:1.4.2
        command: ["php", "artisan", "migrate", "--force"]
        envFrom:
        - configMapRef:
            name: shop-env
      containers:
        - name: web
          image: registry.example.com/shop:1.4.2
          ports:
            - name: http
              containerPort: 8080
          envFrom:
            - configMapRef:
                name: shop-env
            - secretRef:
                name: shop-secrets
          env:
            - name: APP_KEY
              valueFrom:
                secretKeyRef:
                  name: shop-secrets
                  key: app-key
            - name: LOG_CHANNEL
              value: stderr
            # The queue has a database of its own.
            - name: REDIS_QUEUE_DB
              value: "2"
          args:
            - sh
            - -c
            - |
              php artisan config:cache
              exec php-fpm
          resources:
            limits: { cpu: "1", memory: 512Mi }
            requests:
              cpu: 250m
              memory: 256Mi
          volumeMounts:
            - name: storage
              mountPath: /var/www/storage
      volumes:
        - name: storage
          emptyDir: {}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: ClusterIP
  sessionAffinity: ClientIP
  sessionAffinityConfig:
    clientIP:
      timeoutSeconds: 10800
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: http
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/affinity: cookie
    nginx.ingress.kubernetes.io/session-cookie-name: "shop"
spec:
  ingressClassName: nginx
  tls:
    - hosts: [shop.example.com]
      secretName: shop-tls
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  name: http
`;

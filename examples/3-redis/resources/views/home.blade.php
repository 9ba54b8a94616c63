<!doctype html>
<html lang="en">
<head>
    <meta charset="utf-8">
    <title>Notes</title>
</head>
<body>
    @if ($name)
        <p>Hello {{ $name }}, {{ gethostname() }} knows you.</p>
        <form method="post" action="{{ route('logout') }}">
            @csrf
            <button>Log out</button>
        </form>
    @else
        <p>{{ gethostname() }} does not know you yet.</p>
        <form method="post" action="{{ route('login') }}">
            @csrf
            <label>Name <input name="name" required maxlength="80"></label>
            <button>Log in</button>
        </form>
    @endif
</body>
</html>

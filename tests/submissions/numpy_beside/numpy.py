raise SystemExit("this is not numpy")
